import type { DutyKey } from './words'

export const en: Record<DutyKey, string> = {
  duty: 'Duty', duty_sub: 'My turns, swaps, hand-over, roster', board: 'Notice board', board_sub: 'What villagers see: who is here now and this week',
  my_turns: 'My next turns', no_turns: 'You have no turn in this month or the next.', roster: 'Roster', roster_sub: 'The whole village, also without a network', leave: 'Leave', leave_sub: 'Say ahead on which days you cannot come', print: 'Print', calendar: 'Phone calendar', calendar_sub: 'Follows every change', draw: 'Draw up', draw_sub: 'Draw a month, fill gaps, publish', shares: 'Who carries what', shares_sub: 'For everybody to see; no ranking',
  swaps: 'Swaps and substitutes', swaps_sub: 'What colleagues ask of you, and you of them',
  posts: 'Posts', posts_sub: 'Who is on which, my posts and my record',
  log: 'Duty log', log_sub: 'Writes itself; add a word, print it', handover: 'Hand over', handover_sub: 'In the last half hour; the next turn accepts with a tap',
  temporary: 'Temporary rosters', temporary_sub: 'Flood, fire, festivals: some days of their own',
  month_name: '{n}/{year}', month_year: '{n}/{year}', next_day: 'next day ', joint: 'all together', led_by: 'led by {name}', which_month: 'Which month', not_out: 'The roster of this month is not out yet.', days_before: 'Days before', today: 'today', nobody: 'Nobody is there', gap: 'gap', away: 'on leave', mine: 'mine',
}
