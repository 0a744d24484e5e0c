import { words } from '../../app/i18n'

const zh = {
  title: '管理员', hello: '您管系统，不经手村民的事。事情的内容和各村的数，由村里、镇里的工作人员看。',
  audit: '操作记录', audit_sub: '谁登录过，谁看过、改过什么', catalogue: '事项清单', catalogue_sub: '能办哪些事、要什么材料，可以改、可以导入表格',
  guide: '办事指南', guide_sub: '村民看到的事项清单', board: '值班公示栏', board_sub: '选一个村，看村民看到的', me: '我的设置', me_sub: '字的大小、语言、退出登录',
  staff: '谁有什么职务（{n} 人次）', on_server: '开账号、定职务、换密码、发大屏密钥、录放假通知，现在在服务器上用命令或接口做，说明书（README）里写着怎么做。',
}
export type AdminKey = keyof typeof zh
export const t = words(zh, () => import('./words.en'))
