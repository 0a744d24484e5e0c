import type { AuditKey } from './words'

export const en: Record<AuditKey, string> = {
  audit: 'Record of acts', audit_sub: 'Who signed in, saw whole numbers, issued cards, changed rights. To be read, never changed', kinds: 'Which kind', everything: 'All',
  numbers_revealed: 'Numbers seen', sign_in_refused: 'Failed sign-ins', role_granted: 'Roles given', card_issued: 'Cards', nothing: 'No such entry yet.', newest: 'Back to the newest',
  older: 'Earlier ones', nobody_known: 'Somebody not signed in', because: 'Why: {reason}', refused: 'failed',
}
