import { words } from '../../app/i18n'

const zh = {
  walk_in: '来人登记', say: '说一句', sending: '正在发…', choose: '请选一项', known_in_person: '认识本人', next: '下一步', how_came: '怎么来的', came_walk_in: '人来了', came_phone: '打来电话',
  came_home_visit: '上门时', who_is_it: '是哪位？', find_instead: '还是从村民里找', chosen: '选好了', change: '换', pick_or_new: '请先选一位，或者按“第一次来”', new_here: '第一次来，新登记', phone: '手机号',
  what_for: '给{name}办什么？', arrival: '到了快递', shelf_no: '放在哪个货架', shelf_hint: '比如：3-07', consent_health: '念给本人听：为了办这件事，要把需要的情况告诉村医和经手的人，只用在这件事上，随时可以不同意。',
  consent_data: '念给本人听：村里记下您的姓名和电话，只为了办您的事，您随时可以查、可以改。', consent_how: '本人怎么同意的', given_spoken: '口头同意', given_signed: '签字', given_fingerprint: '按手印', record_now: '登记',
  recorded_now: '登记好了', kept: '存在手机里了', kept_sub: '现在没有网。有了网会自己发出去，不用再登记一遍。', tell_them: '告诉{name}：{who}来办，有消息打电话。', duty_person: '值班干部', a_mediator: '调解员', the_doctor: '村医',
  number_to_tell: '编号（打电话报这 4 位就行）', see_matter: '看这件事', open_already: '一样的事已经有一件在办，编号 {no}。', record_another: '再登记', to_desk: '回值班台', item: '办哪一项', under_14: '本人不满 14 岁', guardian_agreed: '监护人同意了',
  slip: '纸条号', slip_hint: '没网时给过纸条才填：最后 6 位数字', slip_wrong: '纸条号不对，请对着纸条再看一遍', slip_adopted: '纸条号 {no} 也能查到这件事。',
}
export type IntakeKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
