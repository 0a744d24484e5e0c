import { words } from '../../app/i18n'

const zh = {
  people: '村民', contact: '联系人', choose: '请选一项', find_hint: '打名字里的一个字，或手机号后四位', find_offline: '没有网络，现在查不了。按下面“第一次来”先记姓名和电话，有网自动发送。',
  nobody_found: '没有找到“{q}”。换个字试试，或者按“第一次来”登记。', born: '{year} 年生', no_phone: '没有手机', reach_through: '找{name}转告', change: '换', name: '姓名', name_wrong: '姓名要 2 到 20 个字',
  no_phone_tick: '本人没有手机', phone: '手机号', phone_wrong: '手机号应是 11 位，固定电话带区号', contact_name: '联系人姓名', contact_phone: '联系人电话', group: '哪个组', group_hint: '比如：三组',
  find: '找一位村民', register: '登记新村民', register_now: '登记', register_about: '登记：{name}', record_for: '登记一件事', give_card: '发一张卡', own_phone: '本人手机', helpers: '亲友代办',
  no_helpers: '还没有登记过。亲友要替本人在手机上办事，先在这里登记。', add_helper: '登记亲友代办', end_helper: '收回', change_helper: '改', past_helpers: '以前谁替他办过', no_past_helpers: '以前没有登记过别人。', ended_day: '{day}收回', until_day: '到 {day}',

  card_what: '没有手机、收不到短信码的人，用这张卡登录：扫二维码，再输卡上的 6 位数。', card_check: '请认清是本人，当面交给本人。', card_old: '发了新卡，旧卡就不能用了。',
  make_card: '发卡', card_title: '不出村 · 我的卡', card_no: '卡号 {no}', card_until: '{year} 年{day}前有效', card_qr: '登录用的二维码', card_once: '这 6 位数只显示这一次。打印好交给本人，不要留底。',
  print_card: '打印这张卡',
  id_no: '身份证号', id_hint: '照着身份证填，没带可以不填', id_old: '这是以前的 15 位号码，请填现在身份证上的 18 位号码', id_shape: '身份证号是 18 位：前 17 位是数字，最后一位是数字或 X', id_check: '最后一位对不上，多半有一位输错了，请对照证件再看一遍',
  show_numbers: '看完整号码', show_now: '看号码', which_number: '要看哪个号码', why_see: '为什么要看', why_call: '给本人打电话', why_form: '替本人填表', why_check: '核对是不是本人', why_other: '别的原因', why_words: '写一下原因', why_hint: '一句话就行，不要写号码，也不要写病情、纠纷',
  why_missing: '请写一下为什么要看', seen_is_noted: '谁、什么时候、为什么看的，都会记下来。', left_today: '今天还能看 {n} 次',
}
export type PeopleKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
