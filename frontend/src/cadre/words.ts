import { words } from '../app/i18n'

const zh = {
  desk: '值班台', staff_only: '这里是值班干部的工作页，要用用户名和密码登录。', staff_sign_in: '用密码登录', town_has_own: '值班台是村里用的。全镇的情况在镇里的页面上。', to_town_page: '去镇里的页面', my_duty: '今天我值班',
  desk_of: '{name}值班台', now_on_duty: '{name}正在值班', nobody_on_duty: '现在没人值班', hand_to: '交班给 {name}', accept_from: '接{name}的班', go_out: '外出办事', out_now: '我回来了', take_over: '我来接班', take_over_away: '{name}请假了，没有人', walk_in: '来人登记', log_trip: '记代办', mandate: '代办委托书', mandate_none: '还没签', mandate_holds: '有效', mandate_over: '到期了', mandate_revoked: '收回了', mandate_sub: '{agents} · 到{day}', mandate_first: '先签这一份，再受理代办', more: '更多', boxes: '看哪些事',
  unassigned: '待接', mine: '我的', waiting: '在等', late: '逾期', open: '全部', none_unassigned: '没有等人接的事。新来的事，直接到值班人手里。', none_mine: '您手上没有事。接一件“待接”的，它就到这里来。',
  none_waiting: '没有在等材料、等上级的事。', none_late: '没有逾期的事，都在约好的日子里。', none_open: '现在没有正在办的事。有人来，就按“来人登记”。', show_more: '再看一些', promised: '我答应过的', to_call: '要打电话、上门提醒的', to_town: '今天要去镇上',
  papers_of: '{n} 户的材料', matters_in_all: '一共 {n} 件', log_one_trip: '记一趟', in_hands: '{name}在办', given_to: '交给{name}，还没接手', at_work: '{name} {at}起在办', not_yet: '交给{name}，还没接手，没动静会转给下一班', for_leave: 'B岗{backup}顶上在办：{name}请假', for_silence: 'B岗{backup}顶上在办：{name}一个工作日没有动静', slips: '登录码', slips_sub: '村民登录时，念给本人听', people: '村民',
  kin: '亲友申请', kin_sub: '儿女在手机上申请替老人办事', to_tell: '要告诉本人的', to_tell_sub: '亲友替老人办的，要让老人知道', agents: '谁在替人办事', agents_sub: '一个人替很多人办，问一问',
  people_sub: '登记、发卡、亲友代办', trips: '代办日志', trips_sub: '跑过的每一趟', notices: '通知', notices_sub: '系统和同事告诉您的', swaps_wait: '换班替班，等您回答', roster: '值班', roster_sub: '我的班、换班、交接、排班', my_villages: '我管的村', this_one: '现在看的', settings: '我的设置',
  settings_sub: '字号、语言、退出', just_now: '刚刚', ago: '{span}前', left: '还剩 {span}', late_by: '逾期 {span}', n_minutes: '{n} 分钟', n_hours: '{n} 小时', n_days: '{n} 天',
  no: '编号 {no}', not_sent_yet: '存在手机里，有网自动发送：{title}', hidden: '这件事的内容只给当事人和经手的人看。', time_of_village: '村里的时间', time_of_authority: '部门的时间', time_of_villager: '村民的时间',
  by_day: '{day}前', provisional: '暂定', ended: '已结束', ended_late: '超时结束', paused: '停着', used_of: '用了 {n} 个工作日，限 {of} 个', times_before: '以前的时间', twin_possible: '可能和编号 {no} 是同一件事', twin_same: '和编号 {no} 是同一件事，只办早的那一件', twin_different: '和编号 {no} 不是一件事', twin_see: '看那一件', how_far: '走到哪一步了', whom_to_call: '找谁', more_steps: '还可以',
  show_steps: '看还能做什么', say: '说一句', let_rate: '请{name}评一评', helped: '本人', helped_as: '本人（{relation}替办）', contact: '联系人', sent_by: '提交的人', in_charge: '在办的人',
  backup: 'B岗', recorded: '代登记的人', rated_at: '{at} 已评价', papers: '材料', guide: '办事指南', original_with: '原件在{who}', promised_by: '答应 {day} 前补齐', promised_sub: '先办着，差的后补', receipt: '收件回执', ending: '办件告知书',
  notice_no: '告知单 {no} 号', print: '打印', delivery_slip: '送达回证', paper_missing: '还缺', paper_said: '说是补上了，请看一下', to_look_at: '待看', may_follow: '可以后补', paper_supplied: '齐了', paper_rejected: '不合格', paper_waived: '免交', paper_returned: '已退还', person_needed: '要本人', person_came: '到了',
  kind_original_seen: '看原件', kind_original_held: '留原件', kind_copy: '复印件', kind_photo: '照片', kind_declaration: '签字的表', kind_in_person: '本人到场',
  back_to_it: '回到这件事', step_gone: '这一步现在不用做了，可能别人已经处理。看看最新的。', see_latest: '看最新的', sending: '正在发…', remark: '还要记的', choose: '请选一项', here_already: '已经齐了：{papers}', tick_all: '全都勾上', tick_none: '全不勾', why_of: '{paper}：为什么', unfit_of: '{paper}带来了但不能用？写明哪里不行',
  in_their_words: '本人怎么说的', see_matter: '看这件事', see_turn: '看这个班',
  place_town: '镇便民服务中心', place_county: '县政务服务中心',
  no_notices: '没有新通知。有新的事、快到期的事，会在这里告诉您。',
  mark_read: '知道了',
  find: '按编号找', find_sub: '4 位，或纸条号', sheets: '月报和纸条', sheets_sub: '代办日志、没网时的纸条', slip: '纸条 {no}', add_slip: '补写纸条号',
}
export type CadreKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
