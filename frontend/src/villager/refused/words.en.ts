import type { RefusedKey } from './words'

export const en: Record<RefusedKey, string> = {
  refused: 'Could not be sent',
  mend: 'Change',
  remove: 'Delete',
  sure_remove: 'Really delete it? It cannot be brought back.',
  yes_remove: 'Delete',
  keep: 'Keep',
}
