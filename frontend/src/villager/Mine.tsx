import { useState } from 'preact/hooks'
import { useRemote } from '../app/remote'
import { me, owner } from '../app/store'
import { Button, LinkButton } from '../ui/Button'
import { Nav } from '../ui/Nav'
import { Page } from '../ui/Page'
import { Empty, Loading, Rows } from '../ui/parts'
import { ProblemNote } from '../ui/ProblemNote'
import { NotSent } from './NotSent'
import { MatterRow, useMatters } from './matters'
import { t } from './words'

/** The next page of older matters, when somebody asks for it, and a way to the one after. */
function Older({ cursor }: { cursor: string }) {
  const [asked, ask] = useState(false)
  const { value, problem } = useRemote(asked ? '/tickets' : null, { box: 'mine', cursor })
  if (!asked) return <Button onClick={() => ask(true)}>{t('more')}</Button>
  if (!value) return problem ? <ProblemNote problem={problem} /> : <Loading />
  return <><Rows>{value.items.map(row => <MatterRow key={row.id} row={row} />)}</Rows>{value.next && <Older key={value.next} cursor={value.next} />}</>
}

/** All my matters: what has not gone out, what is under way, what is finished. */
export function Mine() {
  const { rows, open, next, fresh, problem } = useMatters()
  const ended = rows.slice(open.length)
  const stranger = !me.value && !owner.value
  return (
    <Page title={t('my_matters')} foot={<Nav />}>
      {stranger ? <Empty><p>{t('sign_in_to_see')}</p><LinkButton href="/sign-in?next=/mine" look="main" block>{t('sign_in')}</LinkButton></Empty> : <>
        {problem && problem.status !== 401 && rows.length === 0 && <ProblemNote problem={problem} />}
        {!fresh && !problem && rows.length === 0 && <Loading />}
        <NotSent />
        {open.length > 0 && <><h2>{t('open_matters')}</h2><Rows>{open.map(row => <MatterRow key={row.id} row={row} />)}</Rows></>}
        {fresh && open.length === 0 && <Empty>{t('none_open')}</Empty>}
        {ended.length > 0 && <><h2>{t('ended_matters')}</h2><Rows>{ended.map(row => <MatterRow key={row.id} row={row} />)}</Rows></>}
        {next && <Older key={next} cursor={next} />}
        <LinkButton href="/" icon="plus">{t('new_matter')}</LinkButton>
      </>}
    </Page>
  )
}
