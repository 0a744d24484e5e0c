import { words } from '../../app/i18n'

const zh = {
  title: '管理员', hello: '您管系统，不经手村民的事。事情的内容和各村的数，由村里、镇里的工作人员看。', not_yours: '这一页给管理员看。', to_town: '回自己的页面',
  audit: '操作记录', audit_sub: '谁登录过，谁看过、改过什么', catalogue: '事项清单', catalogue_sub: '能办哪些事、要什么材料，可以改、可以导入表格',
  guide: '办事指南', guide_sub: '村民看到的事项清单', board: '值班公示栏', board_sub: '选一个村，看村民看到的', me: '我的设置', me_sub: '字的大小、语言、退出登录',
  on_server: '录放假通知、换号码的密钥、验操作记录，还在服务器上用命令做，说明书（README）里写着怎么做。',
  staff: '工作人员', staff_sub: '谁有什么职务；开账号、定职务、换密码', keys: '大屏密钥', keys_sub: '大屏和别的机器用它看数',
  no_answer: '没有网络，没有办成。有网了请再按一次。', kept: '没有网络，存在手机里，有网自动发。发出去才算数。', no: '不了',
  place_now: '地方：{place}', up: '往上：{place}', choose_place: '换个地方', no_below: '下面没有别的地方了。',
  find: '找人（姓名、用户名）', n_people: '{n} 个人', first_people: '一共 {n} 个人，先列 {shown} 个，可以在上面找。', nobody: '这里还没有工作人员。', none_found: '没有找到。', all_listed: '最多列一千个职务，请到镇里、村里去看。',
  add: '加一个人', at_place: '{roles}（{place}）', name_is: '用户名 {name}', no_account: '没有账号', locked: '锁着', has_totp: '用验证器',
  new_title: '加一个工作人员', name: '姓名', fill_name: '请填姓名，至少两个字', where: '在哪里上班', roles: '什么职务（可以选几个）', fill_roles: '请至少选一个职务',
  username: '用户名', username_hint: '登录时输入的，用字母和数字，如 lixiuying', fill_username: '3 到 40 个字母或数字，中间可以有 . - _',
  phone: '手机号', phone_hint: '在村里上班的要填，别人找他时用', phone_optional: '在镇里、县里上班的可以不填', fill_phone: '请填手机号，村里的人都要有', wrong_phone: '请填 11 位手机号，或者带区号的座机', make: '开账号', making: '正在办…',
  made: '{name}的账号开好了。', password_of: '{name}的新密码', password_set: '{name}的密码换好了，原来的登录都退出了。', password: '密码', write_down: '请现在抄下来，当面交给他。离开这一页就再也看不到了；忘了只能再换一个。横线也要输。',
  written: '抄好了', his_page: '去他的页面', way: '他从「登录」里的「我是工作人员」进来。', nobody_else: '不要发在群里，不要写在墙上。',
  duty_cadre: '值班干部', duty_cadre_sub: '登记、代办、值班', village_secretary: '村党支部书记', village_secretary_sub: '管全村的事、排班、定岗', mediator: '人民调解员', mediator_sub: '只看调解的事',
  village_doctor: '乡村医生', village_doctor_sub: '看病、取药的事', town_officer: '镇工作人员', town_officer_sub: '看全镇的数、催办', county_officer: '县工作人员', county_officer_sub: '看全县的数', administrator: '管理员', administrator_sub: '开账号、定职务，不看村民的事',
  account: '账号', no_account_long: '没有账号，登录不了。', locked_until: '密码输错太多次，锁到 {time}。换一个新密码就解开。', totp_on: '登录要用验证器的六位数字。', totp_off: '登录不用验证器。', village: '登记在{village}', phone_is: '电话 {phone}',
  his_roles: '职务', no_roles: '现在没有职务，什么也看不到、办不了。要再用，先给一个职务。', since: '{day}起', end_role: '收回', end_role_of: '收回{role}（{place}）', end_says: '收回马上生效：他下一次点开，就看不到、办不了这个职务的事。他手里没办完的事都在，请接着派人办。', end_sure: '现在就收回', ended: '已经收回，马上生效。',
  own_role: '自己的管理员职务，要请另一位管理员来收回。', grant: '再给一个职务', role: '什么职务', grant_now: '给他这个职务', granted: '给好了，马上生效。', fill_role: '请选一个职务',
  elsewhere: '他在您管不到的地方还有职务，密码和验证器要请上一级的管理员来办。', set_account: '给他开账号', new_password: '换一个新密码', new_says: '换了以后，他在所有手机和电脑上都要用新密码重新登录。', new_sure: '换成新密码',
  own_says: '这是您自己的密码。先抄下来，再按下面的按钮；换好以后要用它重新登录。', own_write: '请现在抄下来，以后再也看不到了。横线也要输。', own_sure: '抄好了，换成它',
  totp: '给一个验证器', totp_again: '重新给一个验证器', totp_says: '以后他登录，除了密码还要输手机验证器上的六位数字。原来的验证器就不能用了。请他本人带着手机在旁边。', totp_sure: '现在就给', totp_of: '{name}的验证器', totp_scan: '请他用手机上的验证器扫这个码，只显示这一次：', totp_by_hand: '扫不了的，把这一行输进验证器：', totp_qr: '给验证器扫的码', scanned: '扫好了',
  keys_title: '大屏密钥', keys_hello: '一个密钥给一块大屏或一台机器，只能看，不能办事。', no_keys: '还没有密钥。', add_key: '发一个密钥', key_name: '给什么用的', key_name_hint: '如：镇政府大厅大屏', fill_key_name: '请写给什么用的，至少两个字',
  scopes: '能看什么', fill_scopes: '请至少选一样', summary: '看板上的数', summary_sub: '各村在办、办结、逾期多少', changes: '变动', changes_sub: '哪件事走到哪一步（不含看病、调解）', until: '用到哪天', until_hint: '最长一年，到期自己失效', wrong_until: '从今天起，最长一年', make_key: '发密钥',
  key_of: '{name}的密钥', key_write: '请现在复制到那台机器上。离开这一页就再也看不到了；丢了就停掉，再发一个。', copy: '复制', copied: '复制好了。', copied_done: '放好了',
  until_day: '到{year}年{day}', key_over: '过期了', key_ended: '停了', key_used: '最近一次用：{day}', key_unused: '还没用过', end_key: '停掉', end_key_of: '停掉{name}', end_key_says: '停掉马上生效，那块大屏就看不到数了，不能再恢复。', end_key_sure: '现在就停掉', key_ended_now: '停掉了，马上生效。',
}
export type AdminKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
