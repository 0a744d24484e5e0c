import { words } from '../../../app/i18n'

const zh = {
  leave_who: '谁请假', leave_first: '从哪天', leave_last: '到哪天', leave_hint: '只请一天，这里不用填', leave_wrong: '结束不能早于开始', leave_missing: '请选从哪天', leave_take: '登记请假', leaves: '登记了的', no_leaves: '现在没有人请假。', leave_cancel: '不请了', leave_kept: '记下了，不用说为什么。',
  leave_about: '{name}从{day}请假', leave_hits: '这几天排了 {n} 个班。请假不会自动取消，请点开找人替。',
}
export type RosterKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
