import { words } from '../../app/i18n'

const zh = {
  originals: '原件', none_here: '村里没有留原件。', held_sub: '{where} · {day}交的', held_days: ' · {n}天', late: '过夜了', long: '超过7天', today_only: '今天要还', lost: '丢失', copies: '{n} 份', received: '收下原件',
  handed_over: '交给同事', lodged: '送到窗口', picked_up: '取回', returned: '退还本人', retained: '部门留存', lost_reported: '报告丢失', found: '找到了', loss_settled: '写明丢失怎么处理', more: '别的情况', by_day: '按天看交接记录',
  asks: '{name}要把{papers}交给您', asks_hint: '当面点清、拿到手里，再点确认。', got_it: '确认接到', not_so: '没有接到', waits: '{papers}：等{name}确认', waits_owner: '{papers}：等拿到的人在手机上确认', with_window: '在{name}',
  with_person: '在{name}手里', with_cabinet: '在村里带锁的柜子里', with_lost: '正在找', with_settled: '不再退还', with_owner: '在本人手里', answer_about: '{title}：确认交接', why_not: '为什么没有接到', mine: '我手里的原件',
  to_confirm: '要我确认的交接', before_shift: '交班前，把手里的 {n} 件原件当面交给{name}，由{name}点确认。', village_out: '全村在外的原件 {n} 件', out_counts: '超过7天 {long} 件 · 身份证 {cards} 件 · 丢失 {lost} 件',
  of_whom: '{name} · {title}',
}
export type CustodyKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
