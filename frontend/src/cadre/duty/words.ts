import { words } from '../../app/i18n'

const zh = {
  duty: '值班', duty_sub: '我的班、换班、交接、排班', board: '公示栏', board_sub: '村民看到的：现在谁值班、这一周谁来',
  my_turns: '我接下来的班', no_turns: '这个月和下个月，没有排到您。', roster: '值班表', roster_sub: '全村的，没网也能看', leave: '请假', leave_sub: '哪几天来不了，提前说', print: '打印', calendar: '手机日历', calendar_sub: '换了班自己会变', draw: '排班', draw_sub: '排一个月、补空班、公布', shares: '大家担了多少', shares_sub: '人人都能看，不排名',
  swaps: '换班替班', swaps_sub: '同事请您的、您请同事的',
  posts: '岗位', posts_sub: '谁在什么岗、我的岗位和记录', log: '值班日志', log_sub: '自己会记，可添一句，可打印', handover: '交班接班', handover_sub: '下班前半小时交，下一班点一下接',
  temporary: '临时值班', temporary_sub: '防汛、防火、过节，另排几天',
  month_name: '{n}月', month_year: '{year}年{n}月', next_day: '次日', joint: '集中办公', led_by: '带班 {name}', which_month: '哪个月', not_out: '这个月的值班表还没公布。', days_before: '前面的日子', today: '今天', nobody: '这段时间没有人', gap: '空班', away: '请假', mine: '我的',
}
export type DutyKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
