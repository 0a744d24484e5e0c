import { lazy } from '../../../app/lazy'
import { Tick } from '../../../ui/Field'
import { filesOf, picked, type Kind } from '../form'
import { PickItem } from './catalogue'
import { t } from './errand.words'

const ItemCard = lazy(() => import('./ItemCard'), false)
const ItemNow = lazy(() => import('./ItemNow'), false)

/** The villager cannot say what it is called: in his own words, then, and the cadre finds the item. */
const UNNAMED = 'unnamed'

export const kind: Kind = {
  service: 'errand',
  title: () => t('title'),
  name: form => form.item?.name ?? t('title'),
  steps: () => ['item', 'who', 'tell', 'check'],
  lacks(step, form) {
    if (step === 'item') return form.item || form.kind === UNNAMED ? '' : t('which_item')
    return step === 'tell' && !form.item && !form.text.trim() && !filesOf(form).length ? t('say_something') : ''
  },
  ask: (_, { forward }) => (
    <>
      <p class="say">{t('which_item')}</p>
      <PickItem onPick={({ code, name, version }) => forward({ item: { code, name, version }, kind: '' })} onUnnamed={() => forward({ item: null, kind: UNNAMED })} />
    </>
  ),
  aboveTell: ({ form, wrong, set }) => (
    <>
      {wrong && <p class="card late" role="alert">{wrong}</p>}
      {form.item && <ItemCard code={form.item.code} />}
      <Tick label={t('home_visit')} sub={t('home_visit_sub')} checked={form.details['wants_home_visit'] === true} onTick={on => set('wants_home_visit', on)} />
    </>
  ),
  underCheck: ({ form: { item }, change }) => item && <ItemNow item={item} keep={version => change({ item: { ...item, version } })} />,
  details: form => picked(form, ['wants_home_visit']),
  said: form => ['tell', [form.details['wants_home_visit'] === true ? t('home_visit') : '']],
}
