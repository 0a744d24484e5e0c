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
  tell: '说说情况', tell_hint: '写、说、拍都行，没有也行。别拍到旁人。',
  check: '看看对不对', change: '改',
  send: '就这样，提交', sign_in_and_send: '登录后提交', sending: '正在发…',
  what: '办什么', for_whom: '给谁', words: '说的话', files: '照片和录音', files_n: '{n} 样', village: '哪个村', urgency: '急不急',
  twin: '一样的事正在办：', see_twin: '看看那一件',
  got_it: '收到了', then: '接下来', number: '编号', number_hint: '打电话时报这 4 位数', see: '看这件事', home: '回首页',
  kept: '存在手机里了', kept_hint: '有了网会自己发出去，不用再填。', kept_signed_out: '登录到期了，还没发出去。再登录一次就自己发，不用再填。', sign_in: '登录',
  draft: '上次没填完，接着填。', fresh: '重新填',
  relatives_hint: '要替家人办，先到村里登记一次。',
}
export type RequestKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
