import { words } from '../../../app/i18n'

const zh = {
  title: '换班替班', waiting: '等您回答的', going: '还没定的', past: '最近的', none: '现在没有。自己的班来不了，从“值班”点开那个班，再点“找人替班、换班”。',
  swap_of: '{name}想换班', take_of: '{name}想找人替班', waits: '等您', open: '没定', ended: '完了', effective: '定了',
  ask: '找人替班、换班', how: '怎么办', take: '请人替班', swap: '和人换班', whom: '请谁', everybody: '大家，谁有空谁来', everybody_sub: '有空的同事都会收到，第一个答应的人来', busy_then: '这时另有班：{names}', nobody_free: '这段时间同事都另有班。可以换班，或者请书记改派。',
  which: '换哪个班', none_fits: '这一个月里没有能换的班。可以请人替班。', why: '为什么', choose: '请选一个', send: '发出去', about: '换班替班：{when}', not_yours: '这个班现在不能请人。可能已经开始、已经在请人，或者不是您的班。',
  his_turn: '{name}的班', reason: '原因', until: '书记最晚 {at} 前可以不同意', ask_for: '代记：{name}找人替班、换班', record: '同事打来电话回话', record_who: '谁怎么说', record_says: '记下会写明是您代记的，本人马上收到通知，没说过可以自己收回。', record_send: '记下来',
  sent: '已经点了，存在手机里，有网自动发送。', history: '看这个班的经过',
}
export type SwapKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
