import { words } from '../../../app/i18n'

const zh = {
  log: '值班日志', by_itself: '办了什么事，日志自己会记，不用打卡。', month_of: '哪个月', month_hint: '比如 2026-11', month_wrong: '请按 2026-11 这样填', no_days: '这个月还没开始。',
  pdf: 'PDF 打印', xlsx: 'Excel 表格', print: '打印', add: '添一句', add_title: '给日志添一句', turns: '谁值班', no_turn: '没有排班', numbers: '件数', matters: '经手的事', trips: '外出代办', urgent: '急事', acts: '做了什么', remarks: '备注',
  first_act: '第一件事 {at}', served: '有服务记录', unserved: '还没有记录', on_paper: '纸上记的', led_by: '带班 {name}',
  walk_ins: '来访', calls: '来电', other: '手机提交等', moves: '办了几步', notes: '补充说明', handled: '当场办好', passed_on: '转交上报', trips_n: '外出代办', urgent_n: '急事', open_at_end: '还没办完', on_paper_n: '纸上补记', remarks_n: '备注', emergencies: '突发情况', inspections: '上级检查',
  day_sub: '来访来电 {in} · 当场办好 {done} · 还没办完 {open}', hidden: '{label}：{n}（不列内容）', town_note: '镇里只看谁值班和件数，内容在村里。',
  mark_new: '新登记', mark_walk_in: '来访', mark_phone: '来电', mark_handled: '当场办好', mark_passed_on: '转交上报', mark_open: '还没办完',
  told: '告诉了 {who}', late: '事后补记', typed: '纸上记的，{by} {at} 补录', sat: '当时值班：{who}', wrote: '{by} {at}', reported: '已报 {whom}（{at}）', n_times: '{n} 件（次）',
  kind: '记什么', kind_note: '备注', kind_weather: '天气', kind_special: '特殊情况', kind_emergency: '突发情况', kind_inspection: '上级检查', kind_walk_in: '来访', kind_call: '来电', kind_handled: '当场办好', kind_passed_on: '转交',
  paper: '停电断网时写在纸上的，现在补录', paper_hint: '会注明谁补录、什么时候补的', time: '几点几分', time_hint: '比如 09:30', time_wrong: '请按 09:30 这样填', text: '写一句', text_hint: '不要写看病、纠纷的细节', text_wrong: '请写一句话', count: '几件（几人）', count_wrong: '请填 1 到 99', whom: '报告给了谁', whom_wrong: '请写报告给了谁；还没报的先打电话', save: '记进日志', never_changed: '记上以后不能改，写错了再添一句。',
  which_village: '看哪个村', over_not: '这一天还没过完',
}
export type LogKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
