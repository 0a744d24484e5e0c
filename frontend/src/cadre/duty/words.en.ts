import type { DutyKey } from './words'

export const en: Record<DutyKey, string> = {
  duty: 'Duty', duty_sub: 'My turns, swaps, hand-over, roster', board: 'Notice board', board_sub: 'What villagers see: who is here now and this week',
}
