import type { Board } from '../api/types'

/** "8:30–12:00 14:30–18:00", empty on a day when the centre stays closed. */
export const hoursOf = (board: Board) =>
  board.hours_today.map(each => [each.opens, each.closes].map(time => time.replace(/^0/, '')).join('–')).join(' ')
