import { words } from '../../../app/i18n'

const zh = {
  title: '看病取药',
  which: '要看病还是取药？',
  clinic_appointment: '约村医看病', refill_request: '药快吃完了', medicine_pickup: '帮我取药', followup_visit: '量血压、查血糖', home_visit: '请医生上门',
  hospital_escort: '陪我去医院', referral_booking: '帮我挂大医院的号', teleconsultation: '请大医院医生视频看', family_doctor_sign: '签家庭医生',
  insurance_note: '医保参保、报销，请到“帮我办事”里办。',
  danger: '先问一句：人现在有危险吗？',
  danger_sub: '胸口疼、喘不上气、昏倒、大出血，不要填表，马上打。',
  call_120: '打 120 急救',
  called: '120 打通了，请村里来人帮忙',
  what_for: '主要是为了什么？',
  what_for_hint: '选最像的一项就行。病情见到医生再说，这里不写。',
  bp_check: '量血压', blood_sugar: '查血糖', check_up: '体检', fever: '发烧、咳嗽', wound: '伤口、扭伤', refill: '开药', paper: '开证明、填表', other: '别的',
  preferred_slots: '什么时候方便？', slots_hint: '最多选 3 个，村医来定一个', slots_none: '请至少选一个时间',
  morning: '上午', afternoon: '下午',
  supply_end_on: '药能吃到哪一天？', supply_hint: '看看药盒，大概的日子就行', date_wrong: '请填一个日子',
  insurance_card: '医保卡在谁手里？', card_hint: '卡要留在自己或家人手里，干部不代管',
  self: '本人拿着', relative: '家里人拿着', none: '没有卡',
  mobility: '走路方便吗？', walks: '自己能走', needs_arm: '要人扶', wheelchair: '坐轮椅', bedridden: '下不了床',
  transport: '怎么去医院？', own: '自己家的车', village_car: '请村里派车', bus: '坐班车', ambulance: '救护车',
  escort_contact: '家里人的电话', phone_wrong: '电话应是 11 位左右的数字',
  choose: '请选一项',
  under_14: '看病的是不满 14 岁的孩子', guardian_agreed: '孩子的爸妈（监护人）同意',
  consent: '我同意，为了办这件事，把需要的情况告诉村医和经手的人',
  consent_sub: '只用在这件事上，随时可以不同意。',
  consent_missing: '看病的事要先同意这一条，才能告诉村医',
}
export type MedicalKey = keyof typeof zh
export const t = words(zh, () => import('./medical.words.en'))
