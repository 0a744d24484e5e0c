/** A photo that somebody gave for the board, over the first character of the name, which stays where there is none or it does not come. */
export const Face = ({ name, photo, alt = '' }: { name: string; photo?: string | null; alt?: string }) => (
  <span class="face">
    <span aria-hidden="true">{[...name][0]}</span>
    {photo && <img key={photo} src={photo} alt={alt} loading="lazy" onError={event => { event.currentTarget.hidden = true }} />}
  </span>
)
