import { words } from '../../app/i18n'

const zh = {
  sign_in: '登录',
  phone: '手机号',
  phone_hint: '我们发一个 6 位数的短信码给您，不用记密码。',
  phone_wrong: '手机号应是 11 位数字，请看一看',
  get_code: '发短信码',
  code: '短信码',
  code_hint: '发到 {phone} 的 6 位数字，5 分钟内有效。收不到，就请值班的人念给您。',
  code_wrong: '请填 6 位数字',
  code_again: '没收到，换个号或再发一次',
  shared: '这是大家共用的手机',
  shared_sub: '勾上以后，这部手机不留您的内容',
  no_phone: '没有手机，用村里发的纸卡',
  i_am_staff: '我是村镇干部',
  card: '用纸卡登录',
  card_no: '卡号',
  card_code: '卡上的 6 位数字',
  card_hint: '扫卡上的二维码，卡号会自己填好。卡丢了马上告诉值班的人，旧卡就作废。',
  card_wrong: '请填卡号',
  staff: '干部登录',
  username: '用户名',
  password: '密码',
  totp: '动态码',
  totp_hint: '设了动态码的才填',
  fill: '请填上',
}
export type SigningKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
