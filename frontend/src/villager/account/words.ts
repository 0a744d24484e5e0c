import { words } from '../../app/i18n'

const zh = {
  sign_in: '登录',
  me: '我',
  stranger: '还没有登录',
  my_village: '我的村',
  letters: '字的大小',
  size17: '普通版', size22: '长辈版', size30: '长辈版 · 特大字',
  tongue: '语言 Language',
  kin: '亲友代办', kin_sub: '谁能替我办 · 我替谁办',
  notices: '消息',
  unread_n: '{n} 条没看',
  all_read: '都看过了',
  no_notices: '有新进展，会在这里告诉您，也会打电话。',
  mark_read: '我知道了',
  see_matter: '看这件事',
  sign_out: '退出登录',
  sign_out_sure: '退出以后，这部手机上存的内容会清掉。',
  sign_out_unsent: '还有 {n} 件事没有发出去，退出就丢掉了！最好等有网时发完再退。',
  yes_sign_out: '退出',
  stay: '先不退',
  to_staff: '去我的工作页',
  install: '放到手机桌面',
  install_hint: '浏览器菜单里选“添加到主屏幕”，下次一点就开，没网也能看。',
}
export type AccountKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
