import { words } from '../app/i18n'

const zh = {
  town: '全镇今天', for_officers: '这里是镇里、县里工作人员看的页面，要用用户名和密码登录。', sign_in: '用密码登录',
  today_in: '{place} · 今天', villages: '{n} 个村', as_of: '数据到 {at}', wall_every: '每 5 秒自动更新', wall_silent: '连不上，正在重试，看到的是上次的数',
  catalogue: '事项清单', tools: '页面', audit: '操作记录', admin: '管理员', wall: '大屏', leave_wall: '退出大屏', export: '导出', me: '我的设置',
  open: '在办', new_today: '今天新来 {n} 件 · 不含看病、调解', completed_today: '今天办结', completed_sub: '办出结果的', cards: '快到期 · 逾期（村）', late_above: '另有 {n} 件在部门逾期',
  on_duty: '现在值班', open_doors: '{n} 个村开着门', satisfied: '评价满意', rated_unrated: '评了 {rated} · 没评 {unrated}', too_few: '评的还少',
  by_village: '各村在办的事', village: '村', errand: '办事', medical: '看病', parcel: '快递', finance: '金融', dispute: '调解', near_late: '快到期 · 逾期', duty_now: '现在值班', rest_idle: '另外 {n} 个村现在没有在办的', in_all: '合计',
  yellow: '快到期', red: '逾期', n_late: '逾期 {n}', n_near: '快到期 {n}', nobody_but_open: '没人', closed_now: '没开门', door_open: '开着门', nobody: '现在没人值班',
  no_village: '这个村不在您管的地方，请回到全镇的页面另选。', vi_now: '现在值班：{name}', vi_board: '值班公示栏', vi_board_sub: '村民看到的：谁值班、什么时候开门', vi_roster: '值班表', vi_roster_sub: '一个月里谁哪天值班', vi_log: '值班日志', vi_log_sub: '哪天谁值班，来了多少人、办了多少事',
  vi_posts: '岗位', vi_posts_sub: '哪些岗位、谁在岗', vi_records: '季度记录', vi_records_sub: '在岗的人做了什么，可以签阅', vi_open: '在办的事', vi_open_sub: '看病、调解的只看数',
  fourteen_days: '近 14 天收件与办结', chart_says: '近 14 天一共收件 {submitted} 件，办结 {completed} 件', chart_key: '灰柱 收件 · 红线 办结', chart_table: '看数据表', on_day: '日子', submitted: '收件', completed: '办结',
  late_longest: '逾期最久的', none_late: '没有逾期的事。哪件过了日子，会列在这里。', at_village: '在村里', at_office: '在部门', all_late: '看全部 {n} 件',
  how_counted: '怎么数的', what_open: '在办', what_counts: '在办', what_red: '逾期', what_yellow: '快到期', what_late: '逾期', what_completed_today: '今天办结', what_submitted_today: '今天新来', what_on_duty: '现在值班', what_ratings: '评价',
  numbers_only: '看病和调解的事，镇里只看数，不看是谁、什么事。', no_rows: '现在没有这样的事。', n_rows: '一共 {n} 件', first_rows: '先列 {n} 件', approximate: '按今天有变动、已出结果的列，可能和上面的数差一两件。',
  or_title: '在外的原件', or_figure: '在外的原件', or_figure_sub: '超过 7 天的 {n} 件', or_out: '{n} 件', or_long: '超过 7 天 {n}', or_over: '超过 7 天', or_before: '前一天', or_after: '后一天', or_since: '{day}交出来，{n} 天',
  oc_title: '原件交接记录', oc_on: '看哪一天', oc_now: '现在', oc_at_end_of: '{day}结束时', oc_all_back: '原件都在本人手里。', oc_all_settled: '没有原件在外。', oc_since: '{at}起', oc_late: '身份证过夜', oc_chain: '每一次交接', oc_nothing: '这一天之前没有交接。',
  oc_when: '时间', oc_what: '什么事', oc_papers: '原件', oc_from: '从', oc_to: '到', oc_proof: '怎样确认', oc_by: '谁记的', oc_written: '({at}收到)', oc_witness: '见证人{name}', oc_slip: '凭据：{no}', oc_received_by: '{name}代收', oc_confirmed_by: '{name}确认 {at}', oc_refused_by: '{name}没有确认 {at}',
  oc_waiting: '等对方确认', oc_overtaken: '没有成', oc_photo_n: '照片 {n}',
}
export type TownshipKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
