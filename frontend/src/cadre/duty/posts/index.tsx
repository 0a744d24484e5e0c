import { path } from '../../../app/router'
import { me } from '../../../app/store'
import { LinkButton } from '../../../ui/Button'
import { Page } from '../../../ui/Page'
import { Empty, Loading } from '../../../ui/parts'
import { t as ui } from '../../../ui/words'
import { EditScreen } from './Edit'
import { ListScreen } from './List'
import { MemberScreen } from './Member'
import { PortraitScreen } from './Portrait'
import { PostScreen } from './Post'
import { PutScreen } from './Put'
import { RecordsScreen } from './Records'
import { StepScreen } from './Step'
import { t } from './words'
import { WriteScreen } from './Write'

/** 定岗定责: the village's posts, one post, one member, and the forms for both. */
export default function Posts({ id, member, act }: { id?: string; member?: string; act?: string }) {
  if (me.value === undefined) return <Page title={t('posts')} home="/"><Loading /></Page>
  if (me.value === null) return <Page title={t('posts')} home="/duty"><Empty><LinkButton href={`/sign-in?next=${encodeURIComponent(path.value)}`} look="main" block>{ui('sign_in')}</LinkButton></Empty></Page>
  if (member && act === 'portrait') return <PortraitScreen key={member} id={member} />
  if (member) return act ? <WriteScreen key={member} id={member} /> : <MemberScreen key={member} id={member} />
  if (!id) return act === 'records' ? <RecordsScreen /> : <ListScreen />
  if (id === 'new' || act === 'edit') return <EditScreen key={id} id={id} />
  if (act === 'step') return <StepScreen key={id} id={id} />
  if (act) return <PutScreen key={id + act} id={id} closing={act === 'close'} />
  return <PostScreen key={id} id={id} />
}
