import { useEffect, useState } from 'preact/hooks'
import type { Place } from '../../api/types'
import { language, setLanguage } from '../../app/i18n'
import { useRemote } from '../../app/remote'
import { fromTheTop, go, query } from '../../app/router'
import { elder } from '../../app/settings'
import { chooseVillage, homePath, me, village } from '../../app/store'
import { Button } from '../../ui/Button'
import { ElderSwitch } from '../../ui/ElderSwitch'
import { Field } from '../../ui/Field'
import { Page } from '../../ui/Page'
import { Empty, Loading, Row, Rows } from '../../ui/parts'
import { ProblemNote } from '../../ui/ProblemNote'
import { t } from './words'

const MOST = 30

/** Which village: by a character of its name, or by its township. */
export default function ChooseVillage() {
  const { value, problem } = useRemote('/places')
  const places = value ?? []
  const [wanted, setWanted] = useState('')
  // A phone whose browser forgot everything but the session learns who it is a moment later; who was only sent here, and is
  // staff without a village, goes to his own page.
  useEffect(() => { if (me.value?.village || (query.value.has('new') && homePath.value !== '/')) go(me.value?.village ? '/' : homePath.value, { replace: true }) }, [me.value])
  const [town, setTown] = useState<Place | null>(null)
  const villages = places.filter(place => place.level === 'village')
  const found = wanted ? villages.filter(place => place.name.includes(wanted.trim())) : villages.filter(place => place.parent_code === town?.code)
  const townOf = (place: Place) => places.find(each => each.code === place.parent_code)?.name
  const pick = ({ code, name }: Place) => {
    chooseVillage({ code, name })
    go('/', { replace: true })
  }
  return (
    <Page title={t('which')} sub={elder.value ? undefined : t('sub')} aside={<ElderSwitch />} {...(village.value ? { home: '/' } : {})}>
      <Field label={t('search')} hint={t('search_hint')} type="search" value={wanted} onInput={setWanted} />
      {problem && !places.length && <ProblemNote problem={problem} />}
      {!problem && !value && <Loading />}
      {value && !value.length && <Empty><p>{t('no_places')}</p></Empty>}
      {town && !wanted && <div><Button icon="back" small onClick={() => setTown(null)}>{t('all_towns')}</Button></div>}
      {wanted && !found.length && places.length > 0 && <p role="status">{t('none')}</p>}
      {(found.length > 0 || (!wanted && !town && places.length > 0)) && <Rows>
        {wanted || town
          ? found.slice(0, MOST).map(place => <Row key={place.code} title={place.name} sub={wanted ? townOf(place) : undefined} onClick={() => pick(place)} />)
          : places.filter(place => place.level === 'township').map(place => <Row key={place.code} title={place.name} onClick={() => { setTown(place); fromTheTop() }} />)}
      </Rows>}
      <Button look="plain" onClick={() => setLanguage(language.value === 'zh' ? 'en' : 'zh')}>{language.value === 'zh' ? 'English' : '中文'}</Button>
    </Page>
  )
}
