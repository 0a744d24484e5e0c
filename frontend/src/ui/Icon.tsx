/** The names of the drawings in index.html. */
export type IconName =
  | 'errand' | 'medical' | 'parcel' | 'finance' | 'dispute' | 'home' | 'list' | 'person' | 'calendar' | 'phone' | 'voice'
  | 'aloud' | 'photo' | 'back' | 'next' | 'check' | 'cross' | 'search' | 'clock' | 'pen' | 'bell' | 'plus'

/** A drawing beside words, never instead of them. */
export const Icon = ({ name }: { name: IconName }) => <svg class="icon" viewBox="0 0 26 26" aria-hidden="true"><use href={`#${name}`} /></svg>

/** The coloured square that a service, or anything else, is recognised by. */
export const Mark = ({ name }: { name: IconName }) => <span class={`mark ${name}`}><Icon name={name} /></span>
