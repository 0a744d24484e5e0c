import { words } from '../../app/i18n'

const zh = {
  title: '事项清单', sub: '改一版、定个日子就生效，以前的件按原来的办', search: '找事项', n_items: '{n} 项', add: '加一项', sheet: '导入导出', unverified: '待核对', planned: '{day} 起', over: '已停办', version: '第 {n} 版',
  only_unverified: '只看待核对的', none: '没有找到。', edit_item: '改：{name}', new_item: '加一项', code: '事项编码', code_hint: '如 MZ-41',
  from: '从哪天起', from_hint: '今天或以后；以前的件按原来的办', reason: '为什么改', save: '存成新的一版', saving: '正在存…', saved: '存好了：第 {n} 版，{day} 起用。', kept: '没有网，存在电脑里，有网自动发。',
  name: '名称', group: '分类', proxy: '代办方式', limit: '法定时限（天，0 是当场办）', unit: '按什么算', wd: '工作日', cd: '自然日', promised: '承诺时限（天）', promised_unit: '承诺按什么算', none_said: '没有承诺', fee: '收费（元）', fee_hint: '免费填 0，看情况空着',
  decided_by: '谁审批', target: '办给谁', conditions: '条件（一行一条）', steps: '步骤（一行一步）', limit_note: '时限说明', result: '办成拿到什么', window: '窗口', address: '窗口地址', phone: '窗口电话', season_from: '每年从（月-日）', season_to: '每年到（月-日）',
  law: '法律依据', red_flags: '提醒（一行一条）', true_will: '要问是不是老人真实意愿', verify: '还要县里核对', source: '出处', national: '国家编码', english: '英文（可不填）', in_english: '{label}（英文）',
  papers: '材料', paper: '材料 {n}', paper_name: '材料名称', kind: '怎么交', copies: '份数', may_follow: '可以后补', may_follow_sub: '次要材料：写了承诺就先办，过几天再拿来', note: '说明', remove: '去掉', up: '往上', down: '往下', add_paper: '加一样材料',
  original_seen: '看原件，当场还', original_held: '交原件，办完还', copy: '复印件', declaration: '填写、签字', photo: '照片', in_person: '本人到场',
  FULL: '村里全程办', LODGE: '村里交，本人到一步', HOME: '上门办', ACCOMPANY: '本人去，村里陪', GUIDE: '自己手机办，村里教',
  civil_affairs: '民政和救助', disability: '残疾人', household_register: '户口和身份证', social_security: '养老和就业', medical_insurance: '医保', family: '生育', land_housing: '宅基地和住房', farming: '农业和林业', veterans: '退役军人', education: '上学', law_group: '打官司和法律', utilities: '水电气', certificates: '村里开证明',
  history: '改过的每一版', by: '{who} {when} 改', seed: '最初的清单', valid: '{from} 到 {to}', open_end: '现在', ended_by: '{who} 停办', end: '停办', end_hint: '已经在办的照原来的办完', last_on: '最后一天', end_now: '就到这天', see_guide: '看村民看到的',
  newer: '别人已经改成第 {n} 版', use_newer: '换成新的一版再改',
  export: '导出表格', pick: '选改好的表格（.xlsx）', check: '先检查', checking: '正在检查…', no_errors: '没有错。', n_errors: '{n} 处要改，改好再检查：', where: '在哪里', wrong: '哪里不对', n_changes: '会改 {n} 项，{same} 项不变。', nothing: '和现在的清单一样，不用导入。', take_over: '导入', taken: '导入好了，{day} 起用。', new: '新加', changed: '改', again: '重新办', not_in: '表格里没有、保持不变：{codes}', before_after: '{before} → {after}', empty: '空',
}
export type CatalogueKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
