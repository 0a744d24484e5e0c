import { words } from '../../app/i18n'

const zh = {
  title: '亲友代办', who_helps: '谁能替我办', whom_i_help: '我替谁办', for_me: '有人请我帮忙', asked: '我申请的',
  sub: '{services} · 到 {day}', only_items: '只办这几项：{items}', how: '{how} · {name}登记的',
  nobody_helps: '还没有人能替您办事。按下面“请人替我办”。', i_help_nobody: '您还没有替别人办事。',
  take_back: '收回', taken_back: '已经收回，{name}马上就不能替您办了。', not_yet: '还没有收回：没有网络。一有网就自动收回；急的话，请打村里的电话。',
  hand_back: '交回', handed_back: '已经交回。', hand_back_later: '还没有交回：没有网络，有网自动交回。',
  ended: '{end} · {day}', past: '以前的', each_told: '别人替您办的每一件，都会告诉您。', links_last: '收回前已经打开的照片，最多半小时后打不开。',
  ask: '我想替亲人办', give: '请人替我办', accept: '我答应', refuse: '不方便', withdraw: '不申请了', asks_you: '{name}请您替办：{services}',
  ask_title: '我想替亲人办', ask_how: '先交给村里。村里给本人打电话或上门，本人同意了才能替办。', his_name: '替谁办？写姓名', card_no: '本人的纸卡号', card_hint: '有就填，村里更好核对', card_wrong: '卡号是 10 位数字',
  word: '想跟村里说的', word_hint: '比如：我在西安，打我电话就行', village: '他是哪个村的', other_village: '不是这个村', send: '交给村里', about: '申请替{name}办事', photos: '照片',
  give_title: '请人替我办', give_how: '对方在自己手机上答应以后，就能替您办。您随时可以收回。', their_name: '请谁？写姓名', phone: '对方的手机号', phone_wrong: '手机号应是 11 位数字', name_wrong: '姓名要 2 到 20 个字',
  give_now: '请他替我办', give_about: '请{name}替我办事', relation: '是我的什么人', relation_of: '我是他的什么人', other_relation: '写一下是什么人', in_what: '可以办哪些', choose: '请选一项', until: '到什么时候',
  d30: '一个月', d90: '三个月', d180: '半年', d365: '一年', consent_medical: '我同意他知道、代办我看病取药的事', consent_dispute: '我同意他知道、代办我矛盾调解的事', consent_sub: '单独同意，随时可以收回。',
  sent_title: '已经交了', child: '子女', spouse: '配偶', parent: '父母', sibling: '兄弟姐妹', relative: '亲戚', neighbour: '邻居', party_pair: '党员联户', guardian: '监护人', other: '其他', sign_in: '登录以后才能看。', to_sign_in: '登录',
}
export type KinKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
