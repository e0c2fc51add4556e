import { acceptInvitation } from '@querent/domain';
import { route } from '@/server/route';
import { getServices } from '@/server/services';

export const POST = route('POST /invitations/accept', async ({ context, body, request }) => {
  const person = await acceptInvitation(context, body);
  const { auth } = getServices();
  const { headers } = await auth.api.signInEmail({
    body: { email: person.email, password: body.password },
    headers: request.headers,
    returnHeaders: true,
  });
  const cookies = headers.getSetCookie().map((cookie): [string, string] => ['set-cookie', cookie]);
  return Response.json(person, { headers: cookies });
});
