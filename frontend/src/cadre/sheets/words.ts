import { words } from '../../app/i18n'

const zh = {
  find: '按编号找', find_sub: '打电话来的、拿着回执或纸条的', find_now: '找', number: '编号', number_hint: '回执上的 4 位，或纸条上的 6 位，或整个编号', none_found: '没有找到。再问一遍号码，或者按名字在“村民”里找。',
  month: '代办日志月报', which_month: '哪个月', month_hint: '比如：2026-11', month_wrong: '请按“年-月”写，比如 2026-11', whose: '谁的', own: '我自己的', all: '全村的', pdf: 'PDF（打印）', xlsx: 'Excel 表格',
  sheet_says: '按日期记：哪天、为谁（姓名只留姓）、做了什么、代交了多少钱。看病和调解的事只记有这一趟，不写内容。不排名，不比多少。', to_slips: '没网时用的纸条',
  slips: '没网时用的纸条', slips_sub: '提前印好，没网时给村民一张', slips_how: '没网时，把纸条给村民，把上面的号写进“来人登记”里的“纸条号”。有了网自动补上，村民凭纸条号也能查。每个号只有一张，印过的不会再印。',
  pages: '印几张纸', n_pages: '{n} 张（{slips} 条）', issue: '要新的号', no_slips: '还没有印过。按“要新的号”，再打印、裁开。', range_sub: '用了 {used} / {all} · {who} · {at}', print_slips: '打印这一批（PDF）',
  slip: '纸条号', slip_hint: '纸条上的最后 6 位数字', slip_wrong: '纸条号不对，请对着纸条再看一遍', slip_save: '记下', slip_of: '纸条号：{name}',
  no_trips: '还没有记过。去过镇上、打过电话，都可以按“记代办”记一笔。', next_is: '下一步：{what} {day}', added_by: '{name}补：{text}', fee_paid: '代交 {yuan} 元，有收据', trip_heard: '这一趟的录音', words_for: '录音里说了什么',
  words_save: '补上文字', words_kept: '记下了', words_about: '补文字：{place}', texts_hidden: '内容只给经手的人看',
}
export type SheetKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
