import type { AdminKey } from './words'

export const en: Record<AdminKey, string> = {
  title: 'Administrator', hello: 'You look after the system and handle no matter of a villager: what matters are about, and the numbers of the villages, are for the staff of villages and townships.',
  audit: 'Record of acts', audit_sub: 'Who signed in, who saw or changed what', catalogue: 'Catalogue', catalogue_sub: 'What can be done with which papers; to be changed here or by a spreadsheet',
  guide: 'Guide', guide_sub: 'The catalogue as villagers see it', board: 'Duty board', board_sub: 'Choose a village and see what its people see', me: 'My settings', me_sub: 'Size of type, language, signing out',
  staff: 'Who holds which role ({n})', on_server: 'Accounts, roles, passwords, keys for screens and the holiday notice are made on the server by a command or the API; the README says how.',
}
