import { words } from '../../../app/i18n'

const zh = {
  leave_who: '谁请假', leave_first: '从哪天', leave_last: '到哪天', leave_hint: '只请一天，这里不用填', leave_wrong: '结束不能早于开始', leave_missing: '请选从哪天', leave_take: '登记请假', leaves: '登记了的', no_leaves: '现在没有人请假。', leave_cancel: '不请了', leave_kept: '记下了，不用说为什么。',
  leave_about: '{name}从{day}请假', leave_hits: '这几天排了 {n} 个班。请假不会自动取消，请点开找人替。',
  draw: '排班', draw_month: '排 {month}', drawing: '正在排…', publish: '公布', publish_sure: '确定公布', publish_says: '公布以后，排到班的 {n} 个人都会收到通知，公示栏上也看得到。以后要改，走换班、替班。',
  publish_holes: '还有 {n} 处空着，没有人。', publish_troubles: '还有 {n} 个班的人请了假，或者不排班了。', others: '有 {n} 个班的时间和现在的规则不一样', others_say: '这些班照样算数，公示栏上也有，直到您改掉它。', others_move: '把 {n} 个班改到新时间', others_meant: '专门改过的时间', others_to: '可以改到 {hours}', others_movable: '看能改的 {n} 个班', others_nowhere: '现在的规则里没有位置的 {n} 个班', others_all: '全选', more_holes: '还有 {n} 处', others_end: '取消选中的 {n} 个班', others_end_says: '取消以后，这 {n} 个班（从{day}起）就没有人了，值班的人会收到通知。', others_end_sure: '确定取消 {n} 个班',
  is_out: '已经公布（{day}）。要改，点那个班改派别人。', not_drawn: '还没有排。最晚 {day} 公布。', is_draft: '这是草稿，只有您看得到。最晚 {day} 公布。', n_holes: '有 {n} 处要您看一看。', no_holes: '没有空班。', provisional: '{year}年的放假安排还没公布，先按平常的周末和法定节日排；公布以后请再看一遍。',
  know_ahead: '先要知道的', to_people: '看人员', holes: '先看这几处', nobody_can: '按现在的规则，没有人能来。可以看看全部的人，或者改规则。', let: '请{name}来', see_all: '看全部的人', why: '为什么排不上', turns: '每个班', tap_turn: '点一个班，可以换人。', tap_out: '点一个班，可以改派别人；两边都会收到通知。', agreed: '已公布',
  shares: '大家担了多少', no_ranking: '按姓名排，不是排名。只为了排得平，人人都能看。', share: '{turns} 个班 · 夜班 {nights} · 休息日 {rest} · 分量 {load}', ahead: '以前多担了 {n}', behind: '以前少担了 {n}', even: '以前担得正好',
  weights: '分量怎么算：平常日 {workday}，休息日 {rest_day}，节假日 {holiday}，春节 {spring_festival}，夜里再加 {night}。可以在“规则”里改。', spare: '离最平的排法，最多还差 {n}。', proven: '在这些规则下，没有更平的排法。',
  people: '人员', people_sub: '谁排班、谁带班、会什么、哪天休息', rule: '规则', rule_sub: '一天几班、赶集日、最多连值几天', redraw: '重新排一次', redraw_says: '已经公布的班不变；草稿里改过的会没有。', redraw_now: '重新排',
  needs: '要 {n} 个人', save: '保存', to_whole: '代记、改时间、取消、看经过', to_change: '换班、找人替', who_sits: '谁来值', n_turns: '这个月 {n} 个班', rule_after: '从下一次排班起用', rule_keeps: '公布过的班不会自己变，存了以后可以在“排班”里一起改。', secretary_only: '这一页由村书记来填。',
  which_turns: '一天分几班', as_open: '按开门的时间', as_open_sub: '每段开门时间一个班，一班一个人（平常的做法）', own_turns: '自己定', own_turns_sub: '定每个班的时间、人数和日子', add_holidays: '周末节假日', add_nights: '夜班', add_markets: '赶集日', add_joint: '集中办公',
  needs_leader: '每天要有一个带班的', needs_leader_sub: '谁能带班，在“人员”里定', markets: '逢几赶集', markets_hint: '逢 3，就是 3 号、13 号、23 号（农历就是初三、十三、廿三）', markets_by: '赶集按什么日子算', by_sun: '阳历（日历上的号数）', by_moon: '农历（初几）', digit: '逢 {n}', rest_hours: '两天的班之间，至少歇几个小时', most_days_in_a_row: '最多连着值几天', most_turns_a_day: '一个人一天最多几个班', publish_days: '提前几天公布', objection_hours: '两人说好换班以后，书记几个小时内可以不同意（0 就是不用等）',
  between: '请填 {low} 到 {high} 之间的整数', counts: '每种班的分量', counts_sub: '分量只用来排得平，人人都能看。平常的做法：平常日 2，休息日 3，节假日 4，春节 6，夜里再加 1。', workday: '工作日', rest_day: '休息日', holiday: '节假日', spring_festival: '春节', market: '赶集日', night: '夜里再加',
  clock_wrong: '请填几点到几点', days_wrong: '请选在哪些日子', n_persons: '{n} 人', starts: '几点开始', ends: '几点结束', ends_hint: '比开始早，就是到第二天', persons: '几个人', how: '怎么值', in_turn: '轮着来', on_days: '哪些日子', only_weekdays: '只在星期几（不选就是每天）', with_skills: '要有会这些的人', remove_turn: '去掉这个班',
  medicine: '懂医药', mediation: '会调解', phone: '会用手机办事', driving: '会开车', weekday_0: '周一', weekday_1: '周二', weekday_2: '周三', weekday_3: '周四', weekday_4: '周五', weekday_5: '周六', weekday_6: '周日',
  no_members: '本村还没有有职务的人。', who_is_staff: '名单就是本村有职务的人；谁有职务，由县里登记。', exempt: '不排班', exempt_sub: '不用说为什么', leader: '能带班', leader_sub: '每天至少要有一个', rests_on: '{day}休息', at_most: '最多 {n} 个班', no_phone: '没填值班电话',
  board_phone: '值班电话', board_phone_hint: '会公开在公示栏上，村民打这个找他', portrait: '公示栏上的照片', knows: '会什么', rests: '固定哪天不值', most: '一个月最多几个班', most_hint: '不填就是不限',
  calendar: '手机日历', calendar_says: '把值班放进手机自带的日历：换了班，日历自己会变。链接谁拿到谁能看，不要转给别人；不用了就收回。', link_own: '要我自己的班', link_whole: '要全村的值班表', link_made: '链接好了，这个地址只显示这一次。', link_open: '加到这部手机的日历', link_address: '地址', link_hint: '在电脑或别的手机上，选“按网址订阅日历”', copy: '复制地址', copied: '复制好了', links: '正在用的链接', no_links: '还没有。', whole: '全村', own: '自己的班', made_on: '{day}做的', used_on: '最近 {day} 用过', never_used: '还没用过', revoke: '收回',
  one_turn: '一个班', turn_ahead: '这个班还没开始。', turn_running: '这个班正在值。', turn_away: '{name}这天请了假，这个班没有人，请找人来。', turn_over: '这个班值完了。', turn_cancelled: '这个班取消了，或者已经改过了。', turn_ask: '找人替班、换班', turn_ask_for: '{name}来电话：找人替班、换班', turn_swap: '看换班替班的请求', turn_history: '经过', turn_cancel_says: '取消以后这段时间就没有人了，值班的人会收到通知。',
  hand_whose: '换下谁', hand_to: '改派给谁', hand_why: '为什么', hand_choose: '请选一个', hand_over_late: '这个班已经值完，或者已经改过了。',
  sheet_sub: 'PDF、Excel 表格，从表格导入',
  sheet: '打印和表格', sheet_out: '拿出来', sheet_pdf: 'PDF（A4 打印）', sheet_xlsx: 'Excel 表格', sheet_print: '看打印的样子', sheet_in: '从表格导入', sheet_in_says: '先导出 Excel 表格，只改“值班人”一列，再导入。导入的是草稿，您看过再公布。', sheet_pick: '选表格文件', sheet_check: '先检查一遍', sheet_take: '存成草稿', sheet_taken: '存成草稿了，还没有公布。', sheet_to_draft: '去看草稿', sheet_nobody: '（空）', sheet_errors: '有 {n} 处要改，什么都还没有动：', sheet_where: '第 {row} 行 {column} 列 {header}', sheet_fine: '没有错。有 {n} 个班会变，{same} 个不变。', sheet_left: '有 {n} 个班表格里没有，导入后不变。', print_title: '{village}{month}值班表', print_day: '日期', print_who: '值班', print_now: '打印',
}
export type RosterKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
