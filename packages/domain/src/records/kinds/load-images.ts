/** What reads and writes pictures stands on a native library, which is loaded with the first picture only. */
export async function loadImages() {
  const [{ readImage, thumbnailOf }, { writeImage, shrinkImage }] = await Promise.all([
    import('../read-image.js'),
    import('../write-image.js'),
  ]);
  return { readImage, thumbnailOf, writeImage, shrinkImage };
}
