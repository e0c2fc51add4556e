'use client';

export function SignOutButton() {
  const signOut = async () => {
    await fetch('/api/auth/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    window.location.assign('/sign-in');
  };
  return (
    <button type="button" className="button whitespace-nowrap" onClick={signOut}>
      Sign out
    </button>
  );
}
