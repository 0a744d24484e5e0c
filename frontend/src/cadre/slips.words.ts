import { words } from '../app/i18n'

const zh = {
  slips_check: '先认清是本人，再念给本人听。不要告诉别人，也不要发到群里。',
  no_slips: '现在没有人在等登录码。村民在手机上按“发短信码”，就会出现在这里。',
  good_until: '{time} 前有效',
}
export type SlipsKey = keyof typeof zh
export const t = words(zh, () => import('./slips.words.en'))
