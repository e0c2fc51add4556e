export const imageUrl = (recordId: string) => `/api/v1/records/${recordId}/image`;
