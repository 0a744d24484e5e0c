import { words } from '../../../app/i18n'

const zh = {
  title: '交班接班', nothing: '现在没有要交的、也没有要接的。下班前半小时，这里会列好您手上的事，点一下就交班。', same: '下一班还是您，不用交班。', give_to: '交班给{name}', give_to_none: '后面没有排人，交班由村书记接',
  from: '{name}交的班', n_moving: '转 {n} 件', for_other: '等{name}接', made: '他没来得及交，这是系统列的。', until: '{day} {from}–{to} 的班', opens: '{time} 起可以交班。先看看有什么。', moving: '要转过去的 {n} 件', staying: '留着不转，只说一声的 {n} 件',
  none_open: '手上没有没办完的事。', remark: '还要交代的', remark_hint: '一句话就行。不要写病情和谁家的矛盾。', keys: '钥匙、柜子当面交了', keys_given: '钥匙、柜子当面交了。', give: '交班', accept: '确认接班',
  given: '已经交了，等{name}确认。在他确认以前，事情还在您手里。', given_any: '已经交了，等村书记确认。', accepted: '{name}接了班。', only_number: '编号 {no}', not_shown: '内容不给看，由专人办', originals: '原件 {n} 件', about_give: '交班', about_accept: '接{name}的班', sent: '已经接班，这些事在您手里了。',
}
export type HandoverKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
