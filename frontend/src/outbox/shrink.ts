const LONGEST_SIDE = 1280
const QUALITY = 0.7

/** A photo small enough for a bad network. Drawing it anew also leaves behind the place where it was taken. */
export async function shrunk(photo: Blob): Promise<Blob> {
  const url = URL.createObjectURL(photo)
  try {
    // An <img> and not createImageBitmap, which Safari 14 lacks; it turns the photo upright in every browser.
    const picture = new Image()
    picture.src = url
    await picture.decode()
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.naturalWidth, picture.naturalHeight))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.naturalWidth * scale)
    canvas.height = Math.round(picture.naturalHeight * scale)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) =>
      canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('The photo could not be drawn.'))), 'image/jpeg', QUALITY))
  } finally {
    URL.revokeObjectURL(url)
  }
}
