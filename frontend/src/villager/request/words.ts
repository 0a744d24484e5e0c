import { words } from '../../app/i18n'

const zh = {
  next: '下一步',
  call_120: '打 120 急救', call_110: '打 110 报警', call_119: '打 119 火警',
  urgent_ask: '有危险、等不了？',
  urgent_hint: '人命关天，先打电话，打完再填。',
  called_go_on: '电话打过了，接着填',
  today: '没那么急，但今天要办',
  not_urgent: '不急了',
  is_urgent: '急：今天要办', is_emergency: '紧急：电话已打',
  who: '给谁办？',
  me: '给我自己', you_are: '您是他的{relation}',
  check: '看看对不对',
  send: '就这样，提交', sign_in_and_send: '登录后提交', sending: '正在发…',
  draft: '上次没填完，接着填。', fresh: '重新填',
}
export type RequestKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
