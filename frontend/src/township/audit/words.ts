import { words } from '../../app/i18n'

const zh = {
  audit: '操作记录', audit_sub: '谁登录过、看过完整号码、发过卡、改过权限。只能看，不能改', kinds: '看哪一类', everything: '全部', numbers_revealed: '看号码', sign_in_refused: '登录没成功',
  role_granted: '授予角色', card_issued: '发卡', nothing: '还没有这样的记录。', newest: '回到最新', older: '看更早的', nobody_known: '没登录上的人', because: '原因：{reason}', refused: '没成功',
}
export type AuditKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
