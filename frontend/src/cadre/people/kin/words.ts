import { words } from '../../../app/i18n'

const zh = {
  choose: '请选一项', helper_title: '登记亲友代办', change_title: '延长或改少', helper_of: '替{name}办事', find_helper: '谁来替本人办？', change: '换', relation: '是本人的什么人', other_relation: '写一下是什么人',
  in_what: '可以替本人办哪些', items: '只办某几项？写事项编号', items_hint: '比如 MZ-04，几项用逗号隔开；不填就是都能办', until: '到哪天为止', a_year: '最长一年，随时可以停', basis: '怎么确认的', principal_in_person: '本人当面说的', principal_by_phone: '打电话问过本人', written_paper: '本人写的字据', guardian_papers: '监护证明',
  photo_paper: '给字据或证明拍一张', photo_missing: '要拍一张照片留底', note: '还要记的', note_hint: '比如：谁在场', read_medical: '念给本人听：代办人会知道您看病取药的事，只用在替您办事上，随时可以不同意。', read_dispute: '念给本人听：代办人会知道您矛盾调解的事，只用在替您办事上，随时可以不同意。',
  spoken: '口头同意', signed: '签字', fingerprint: '按手印', consent_how: '本人怎么同意的', confirm: '确认', about: '登记亲友代办：{name}',
  requests: '亲友申请', no_requests: '没有等着的申请。在外地的儿女在手机上申请，就会出现在这里。', wants: '{name}想替“{named}”办事', asks: '{relation} · {services} · 到 {day}', card_no: '纸卡号 {no}', said: '申请人说：{word}', answer: '去确认', asker: '申请人',
  ask_first: '先找到本人，打电话或上门问清楚：是不是愿意让他办，办哪些，到什么时候。申请的人在旁边时不要问。', find_person: '替谁办？找到本人', ask_person: '问本人', agrees: '本人同意，确认', or_not: '没有办成', why: '为什么', not_confirmed: '没有向本人确认到', papers_missing: '证明不够', come_in_person: '要到村里来办', not_allowed: '不能由别人替办',
  decline_note: '记一句（申请人看不到）', decline: '答复：没办成', declined: '答复：{name}', gone: '这个申请已经有人答复了。',
  tellings: '要告诉本人的', tellings_rule: '亲友替老人办了事，要让老人知道。打电话、当面说、捎纸条都行，告诉了就记一下。', none_to_tell: '没有要告诉的。亲友替没有手机的人办了事，就会出现在这里。', only_in_person: '留的电话就是代办人的，请当面说，或者捎纸条。', too_late: '晚上不打扰，{time} 以后再打。',
  read_out: '念给本人听', how_told: '怎么告诉的', call: '打了电话', visit: '当面说了', slip: '捎了纸条', through_others: '托人转告', objects: '本人说：这不是我的意思', objects_sub: '村书记会马上知道', told: '告诉了', told_about: '告诉本人：{name}', told_already: '这一周告诉过的', print_slip: '打印纸条', slip_title: '告知纸条',
  call_us: '有疑问打村里电话：{phone}', end_title: '收回代办', end_of: '{agent}替{name}办事', end_why: '为什么收回', not_wanted: '本人不用了', done: '事情办完了', no_trust: '本人不放心', principal_deceased: '本人去世', false_papers: '证明有假', end: '收回', end_about: '收回代办：{name}', end_now: '收回以后，代办人马上就看不到、办不了了。已经打开的照片最多半小时后打不开。',
  agents: '谁在替人办事', agents_rule: '一个人替很多人办，问一问是不是都是本人的意思。只看情况，不排名。', helps_n: '替 {n} 人办：{names}', look: '人多，问一问', no_agents: '还没有人替村里人办事。',
}
export type DeskKinKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
