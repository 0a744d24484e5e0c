import { words } from '../../../app/i18n'

const zh = {
  temporary: '临时值班', temporary_sub: '防汛、防火、过节', plan: '排临时值班', none: '还没有排过。防汛、防火、过节要另外排几天，就在这里排。', none_member: '还没有排过。书记排了以后，这里看得到。',
  running: '正在值', coming: '还没开始', past: '以前的', ended: '提前结束了', over: '值完了', state_running: '正在值', state_coming: '还没开始', state_over: '值完了', state_ended: '提前结束了',
  occasion: '为了什么事', occasion_wrong: '请选一样', first: '从哪天', last: '到哪天', last_hint: '只有一天，这里不用填；最长31天', days_wrong: '请选从哪天；结束不能早于开始，最长31天', at_once: '急事，定了马上就开始，夜里也会通知到人。',
  shape: '每天几点值', shape_day: '白天一班', shape_both: '白天黑夜两班', shape_night: '夜里一班', shape_own: '自己定', starts: '几点开始', ends: '几点结束', ends_hint: '比开始早，就是到第二天', hours_wrong: '请填几点到几点，几个班的时间不能重', add_hours: '再加一班', remove_hours: '去掉这一班', shift_n: '第{n}班',
  persons: '一个班几个人', n_persons: '{n}人', stands: '平时的班怎么办', instead: '平时的班先停', instead_sub: '这几天只按临时的排；提前结束，平时的班自己恢复', beside: '平时的班照旧', beside_sub: '另外加人',
  people: '哪些人轮着来', people_hint: '按点的先后轮；请假、有别的班、要歇班的，会自动跳过', people_wrong: '请至少选一个人', fallback: '谁来备班', fallback_hint: '轮班的人都来不了，就请他', nobody: '没有人备班', no_members: '本村还没有能排班的人。',
  next: '下一步', checking: '正在排…', look: '看看怎么排', put_out: '排上，通知大家', putting: '正在排上…', not_yet: '还没有排上，别人都看不到。看好了，点下面的按钮。', told: '排上以后，公示栏上看得到，有关的人都会收到一次通知。', to_change: '要改，点左上角退回去。',
  gaps: '没有人的班', n_missing: '差{n}个人', why: '为什么排不上', no_gaps: '每个班都有人。', open_hours: '开门时间没有人', open_hours_sub: '这些时间中心开着门，可是没有人值班。', down: '停下来的平时的班', n_down: '平时的 {n} 个班停下来', shares: '每人几个班', share: '{name} {n}个', turns: '每个班', is_fallback: '{name}（备班）', no_one: '没有人',
  every_day: '每天 {hours}', each_persons: '一班{n}人', rotation: '轮班：{names}', fallback_is: '备班：{name}', planned_by: '{name} {at} 排的', ended_at: '{at} 提前结束', not_back: '没能恢复的班', not_back_sub: '这些班要另外找人。',
  end: '提前结束', end_says: '现在就结束：还没值的临时班取消，平时停下来的班从现在起恢复。有关的人都会收到一次通知。', end_sure: '确定结束', keep_on: '先不结束', ending: '正在结束…', one: '临时值班', secretary_only: '这一页由村书记来填。', waits: '没有网，存在这部手机上了，有网自己会发。发出去以前，别人还看不到。',
}
export type TemporaryKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
