import { useState } from 'preact/hooks'
import { query } from '../../app/router'
import { village } from '../../app/store'
import { LinkButton } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Page } from '../../ui/Page'
import { Empty, Loading, Row, Rows } from '../../ui/parts'
import { ProblemNote } from '../../ui/ProblemNote'
import { useRemote } from '../../app/remote'
import { daysOf, fits, useCatalogue } from '../request/kinds/catalogue'
import { t as errand } from '../request/kinds/errand.words'
import './guide.css'
import { ItemPage } from './ItemPage'
import { t } from './words'

/** 办事指南: what the village helps with and what each thing takes, for everybody, without signing in and without a network. */
export default function Guide({ code }: { code?: string }) {
  const version = query.value.get('v')
  const all = useCatalogue()
  const old = useRemote(code && version ? '/catalogue/{code}' : null, code && version ? { code, version } : {})
  if (!code) return <Items />
  const item = version ? old.value : all.value?.find(each => each.code === code)
  if (item) return <ItemPage item={item} changed={!!version && all.value?.find(each => each.code === code)?.version !== item.version} />
  const { problem } = version ? old : all
  if (all.value || problem?.status === 404) {
    return <Page title={t('gone')} home="/guide"><Empty><p>{t('gone_hint')}</p><LinkButton href="/guide" block>{t('all')}</LinkButton></Empty></Page>
  }
  return <Page title={t('title')} home="/guide">{problem ? <ProblemNote problem={problem} /> : <Loading />}</Page>
}

function Items() {
  const { value: items = [], problem } = useCatalogue()
  const [wanted, setWanted] = useState('')
  const found = items.filter(item => fits(item, wanted))
  return (
    <Page title={t('title')} sub={village.value?.name ?? t('sub')} home="/">
      <Field label={errand('search')} hint={errand('search_hint')} type="search" value={wanted} onInput={setWanted} />
      {!items.length && (problem ? <ProblemNote problem={problem} /> : <Loading />)}
      {items.length > 0 && !found.length && <p class="card" role="status">{errand('none_found')}</p>}
      {[...new Set(found.map(item => item.group))].map(group => (
        <section class="stack" key={group}>
          <h2>{group}</h2>
          <Rows>{found.filter(item => item.group === group).map(item => (
            <Row key={item.code} href={`/guide/${item.code}`} title={item.name} sub={`${item.proxy_label} · ${daysOf(item)}`} />
          ))}</Rows>
        </section>
      ))}
    </Page>
  )
}
