import { words } from '../app/i18n'

const zh = {
  log_trip_sub: '半分钟记一趟', save_trip: '记下', trip_for: '给谁跑的', no_trip_for: '您手上没有要跑的事。先接一件，再来记。', more_matters: '还有别的事', trip_where: '去了哪里', say_where: '请写去了哪里', place_home: '村民家里',
  place_phone: '电话里', place_bank: '银行', place_clinic: '卫生院', trip_what: '做了什么', trip_result: '怎么样', trip_next: '下一步做什么', trip_next_on: '哪天做', trip_again_on: '哪天再去', trip_more: '不是刚才？加照片？代交了钱？', trip_earlier: '不是刚才？', trip_at: '什么时候去的',
  trip_about: '代办日志：{place}', trip_voice: '来不及写就录一段，稍后谁都可以补文字。', trip_fee: '替村民交了多少钱（元）', trip_fee_hint: '只能是官方收的费，要拍收据；村里不存钱。', trip_fee_wrong: '请写数字，比如 20 或 20.5',
  trip_fee_photo: '请把收据拍下来', trip_said: '结果怎么说的', trip_said_hint: '比如：窗口说三天后出结果', trip_lodge: '送材料', trip_pick_up: '取结果', trip_visit: '上门', trip_call: '打电话', trip_chase: '催办', trip_accompany: '陪着去', trip_other: '别的',
  trip_deliver: '送到家', trip_ill: '看病的事不写病情，也不录音、不拍照。', result_done: '办成了', result_partly: '办了一部分', result_not_done: '没办成', result_nobody_there: '没见到人', in_1: '明天', in_3: '三天后', in_7: '一周后', stop: '。',
}
export type TripKey = keyof typeof zh
export const t = words(zh, () => import('./trip.words.en'))
