import { words } from '../../../app/i18n'

const zh = {
  posts: '岗位', which_village: '看哪个村', intro: '谁在哪个岗、做什么，村里都看得到。不打分、不排名。', no_posts: '还没有设岗位。书记设好以后，会列在这里。', my_page: '我的岗位和记录', my_page_sub: '在什么岗、承诺了什么、做过什么', records: '季度记录', records_sub: '大家写的，签阅、打印', add_post: '设一个岗位',
  whole_village: '全村', vacant: '还没有人', seats: '定 {n} 人', on_way: '有 {n} 人报名、待通过', since: '{day} 上岗', holders: '在岗的人', concerned: '怎么上岗的', earlier: '以前的', duties: '做什么',
  put_myself: '我想上这个岗', put_somebody: '提名一个人', edit: '改岗位', close: '撤销岗位', closed: '这个岗位已经撤销了，记录都留着。', close_sub: '在岗的人今天离岗，会告诉他们；做过的都留着记录。撤销后不能恢复。', open_page: '看他的岗位和记录',
  put_title: '提名', put_about: '提名“{post}”', put_note: '报名以后，支部提名、会议通过、承诺上岗。', put_done: '我报名', whom: '提名谁', chosen: '提名 {name}', other_person: '换一个人', already: '他早就在这个岗上了', already_sub: '纸上已有名单的，一次补全', since_on: '哪天上岗的', agreed_on: '哪天会议通过的', pledge: '承诺的话', pledge_hint: '一两句就好，比如：渠通了才回家', letter: '哪天在纸上签的承诺书', save: '保存', person_wrong: '先选一个人', day_wrong: '请选日期，不能在今天以后', pledge_wrong: '请写下承诺的话', reason: '原因', reason_wrong: '请选一个原因', reason_hint: '只记这一个词，不写身体情况，也不公开', day_agree: '会议是哪天', day_take_up: '从哪天上岗', day_end: '在岗到哪天',
  new_post: '设一个岗位', template: '常见的岗位', template_hint: '选一个会填好下面，名字都能改', own: '自己写', name: '岗位名称', name_en: '英文名称', name_wrong: '请写 2 到 20 个字', kind: '哪一类', hamlet: '管哪里', seats_label: '定几个人', seats_hint: '不填就不限', seats_wrong: '请填 1 到 99', duties_label: '做什么', kind_economy: '经济发展', kind_oversight: '民主监督', kind_public_affairs: '公共事务', kind_thought: '宣传教育', kind_service: '五不出村服务', kind_other: '其他',
  member_sub: '岗位和记录', nothing_held: '现在没有岗位。', agreed: '{day} 会议通过', letter_signed: '{day} 签了纸质承诺书', proposed: '{day} 报名', until: '在岗到 {day}', write: '写一条做了什么', deeds: '这个季度做过的事', deeds_turns: '值过的班', deeds_trips: '外出代办', deeds_matters: '经手的事', deeds_note: '系统里本来就有的，不用另报；不和别人比。', left_out: '看病和调解的不算在内。', entries: '做了什么', no_entries: '还没有写。写一两句就好，不用照片。', by_for_him: '{by} 代记', seen: '{by} 已签阅', amend: '改', amended: '改过，原来写的：{text}', countersign: '签阅', privacy: '只有本人、书记和上级看得到。',
  write_title: '做了什么', quarter: '哪个季度', quarter_n: '{year}年第{n}季度', text: '写一两句', text_hint: '不写被帮助人的名字、病情、纠纷', text_wrong: '请写一句话', place: '在哪里', done_on: '哪一天', record_about: '岗位记录', for_whom: '替 {name} 代记', kept_for_ever: '写上以后都留着，写错了可以改，原来的也看得到。', which_post: '哪个岗位',
  records_title: '季度记录', by_post: '按岗位和姓名排列，不打分、不排名。', none_written: '这个季度还没有人写。', not_written: '还没写的，可以问问要不要代记', pdf: 'PDF 打印', no_such: '没有找到，可能已经变了。', step_about: '“{post}”：{name}', nothing_to_do: '现在不能办这一步。',
}
export type PostsKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
