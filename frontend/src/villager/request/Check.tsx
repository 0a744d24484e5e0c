import { useRemote } from '../../app/remote'
import { me, owner, village } from '../../app/store'
import { Button, LinkButton } from '../../ui/Button'
import { filesOf, helped, stepsOf, type Asking, type Form, type Kind } from './form'
import { t, type TellingKey } from './telling.words'
import { t as asked } from './words'

/** Everything on one page before it goes, each line with a way back to its question. */
export default function Check({ kind, asking, goTo }: { kind: Kind; asking: Asking; goTo: (step: string) => void }) {
  const { form } = asking
  const steps = stepsOf(kind, form)
  const first = steps[0] ?? ''
  const files = filesOf(form).length
  const [saidAt, said] = kind.said?.(form) ?? ['', []]
  const lines: [TellingKey, string, string][] = [
    ['what', kind.name(form), first],
    ['said', said.filter(Boolean).join(' · '), saidAt],
    ['for_whom', personOf(kind, form) ?? asked('me'), 'who'],
    ['village', village.value?.name ?? '', ''],
    ['words', form.text, 'tell'],
    ['files', files ? t('files_n', { n: files }) : '', kind.service === 'errand' && !steps.includes('tell') ? first : 'tell'],
    ['urgency', form.urgency === 'normal' ? '' : asked(form.urgency === 'urgent' ? 'is_urgent' : 'is_emergency'), first],
  ]
  return (
    <>
      <Twin kind={kind} form={form} />
      <div class="card rows">
        {lines.filter(([, value]) => value).map(([key, value, step]) => (
          <div key={key}>
            <span class="grow"><span class="sub">{t(key)}</span><b>{value}</b></span>
            {steps.includes(step) && <Button small label={`${t('change')}:${t(key)}`} onClick={() => goTo(step)}>{t('change')}</Button>}
          </div>
        ))}
      </div>
      {kind.underCheck?.(asking)}
      {!helped(kind).length && <p class="sub">{t('relatives_hint')}</p>}
    </>
  )
}

const personOf = (kind: Kind, form: Form) => helped(kind).find(help => help.person_id === form.who)?.name ?? me.value?.name

const DONE = ['completed', 'delivered', 'closed', 'declined', 'withdrawn', 'lapsed', 'terminated']

/** The same matter for the same person is under way already: worth a look before there are two. */
function Twin({ kind, form }: { kind: Kind; form: Form }) {
  const rows = useRemote(owner.value ? '/tickets' : null, { box: 'mine' }).value?.items ?? []
  const name = kind.name(form)
  const twin = rows.find(row => row.service === kind.service && row.title === name && row.beneficiary_name === personOf(kind, form) && !DONE.includes(row.core_state))
  if (!twin) return null
  return (
    <section class="card wait stack">
      <p>{t('twin')} <b>{twin.title}</b></p>
      <LinkButton href={`/tickets/${twin.id}`}>{t('see_twin')}</LinkButton>
    </section>
  )
}
