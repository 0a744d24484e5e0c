import { Button } from '../../ui/Button'
import { Choice, Field, Tick } from '../../ui/Field'
import { fenOf, moved, newPaper, wholeOf, yuanOf, type Draft, type Paper } from './draft'
import { t, type CatalogueKey } from './words'

const MODES = ['FULL', 'LODGE', 'HOME', 'ACCOMPANY', 'GUIDE'] as const
const KINDS = ['original_seen', 'original_held', 'copy', 'declaration', 'photo', 'in_person'] as const
const GROUPS = ['civil_affairs', 'disability', 'household_register', 'social_security', 'medical_insurance', 'family', 'land_housing', 'farming', 'veterans', 'education', 'law', 'utilities', 'certificates'] as const
const TEXTS: [string, CatalogueKey, boolean][] = [
  ['decided_by', 'decided_by', false], ['target', 'target', false], ['conditions', 'conditions', true], ['steps', 'steps', true], ['limit_note', 'limit_note', true],
  ['result', 'result', false], ['window', 'window', false], ['legal_basis', 'law', false], ['red_flags', 'red_flags', true],
]

interface Props { item: Draft; change: (part: Partial<Draft>) => void; wrong: (field: string) => string | undefined }

/** All fields of an item; English stands folded, since Chinese speaks for what nobody has written. */
export function Fields({ item, change, wrong }: Props) {
  const text = (field: keyof Draft, label: string, long = false) => (
    <Field key={field} label={label} long={long} required={false} wrong={wrong(field)} value={String(item[field] ?? '')} onInput={value => change({ [field]: value })} />
  )
  const units = (['wd', 'cd'] as const).map(value => ({ value, label: t(value) }))
  return (
    <>
      <Field label={t('name')} required wrong={wrong('name_zh')} value={item.name_zh} onInput={name_zh => change({ name_zh })} />
      <Choice label={t('proxy')} wrong={wrong('proxy_mode')} value={item.proxy_mode} options={MODES.map(value => ({ value, label: t(value) }))} onPick={value => change({ proxy_mode: value as Draft['proxy_mode'] })} />
      <Papers papers={item.materials} wrong={wrong} onChange={materials => change({ materials })} />
      <Field label={t('limit')} inputMode="numeric" required wrong={wrong('limit_days')} value={Number.isNaN(item.limit_days) ? '' : String(item.limit_days)} onInput={value => change({ limit_days: wholeOf(value) ?? NaN })} />
      <Choice label={t('unit')} value={item.limit_unit} options={units} onPick={value => change({ limit_unit: value as 'wd' | 'cd' })} />
      <Field label={t('promised')} inputMode="numeric" required={false} wrong={wrong('promised_days')} value={String(item.promised_days ?? '')} onInput={value => { const days = wholeOf(value); change({ promised_days: days, promised_unit: days === null ? null : item.promised_unit ?? 'wd' }) }} />
      {item.promised_days !== null && <Choice label={t('promised_unit')} value={item.promised_unit ?? ''} options={units} onPick={value => change({ promised_unit: value as 'wd' | 'cd' })} />}
      <Fee fen={item.fee_fen} wrong={wrong('fee_fen')} onChange={fee_fen => change({ fee_fen })} />
      {TEXTS.map(([field, label, long]) => text(`${field}_zh` as keyof Draft, t(label), long))}
      {text('window_address', t('address'))}
      <Field label={t('phone')} type="tel" required={false} wrong={wrong('window_phone')} value={item.window_phone} onInput={window_phone => change({ window_phone })} />
      <Field label={t('season_from')} hint="09-01" required={false} wrong={wrong('season_from')} value={item.season_from ?? ''} onInput={value => change({ season_from: value.trim() || null })} />
      <Field label={t('season_to')} hint="12-31" required={false} wrong={wrong('season_to')} value={item.season_to ?? ''} onInput={value => change({ season_to: value.trim() || null })} />
      <Tick label={t('true_will')} checked={item.true_will} onTick={true_will => change({ true_will })} />
      <Tick label={t('verify')} checked={item.verify_locally} onTick={verify_locally => change({ verify_locally })} />
      <details class="card"><summary>{t('group')}</summary>
        <Choice label={t('group')} value={item.group} options={GROUPS.map(value => ({ value, label: t(value === 'law' ? 'law_group' : value) }))} onPick={value => change({ group: value as Draft['group'] })} />
      </details>
      <details class="card"><summary>{t('english')}</summary>
        <div class="stack">
          {text('name_en', t('in_english', { label: t('name') }))}
          {TEXTS.map(([field, label, long]) => text(`${field}_en` as keyof Draft, t('in_english', { label: t(label) }), long))}
          {text('source', t('source'))}
          <Field label={t('national')} required={false} wrong={wrong('national_code')} value={item.national_code ?? ''} onInput={value => change({ national_code: value.trim() || null })} />
        </div>
      </details>
    </>
  )
}

function Fee({ fen, wrong, onChange }: { fen: number | null; wrong: string | undefined; onChange: (fen: number | null) => void }) {
  return <Field label={t('fee')} hint={t('fee_hint')} inputMode="decimal" required={false} wrong={wrong} value={Number.isNaN(fen) ? '' : yuanOf(fen)} onInput={value => onChange(fenOf(value))} />
}

function Papers({ papers, wrong, onChange }: { papers: Paper[]; wrong: (field: string) => string | undefined; onChange: (papers: Paper[]) => void }) {
  const change = (at: number, part: Partial<Paper>) => onChange(papers.map((paper, n) => (n === at ? { ...paper, ...part } : paper)))
  return (
    <section class="stack">
      <h2>{t('papers')}</h2>
      {papers.map((paper, at) => (
        <details class="card" key={paper.code} open={!paper.name_zh || undefined}>
          <summary>{paper.name_zh || t('paper', { n: at + 1 })}</summary>
          <div class="stack">
            <Field label={t('paper_name')} required wrong={wrong(`materials.${at}.name_zh`) ?? wrong(`materials.${at}`)} value={paper.name_zh} onInput={name_zh => change(at, { name_zh })} />
            <Choice label={t('kind')} value={paper.kind} options={KINDS.map(value => ({ value, label: t(value) }))} onPick={value => change(at, { kind: value as Paper['kind'], ...(value === 'in_person' ? { may_follow: false } : {}) })} />
            <Field label={t('copies')} inputMode="numeric" wrong={wrong(`materials.${at}.copies`)} value={String(paper.copies)} onInput={value => change(at, { copies: wholeOf(value) ?? 1 })} />
            {paper.kind !== 'in_person' && <Tick label={t('may_follow')} sub={t('may_follow_sub')} checked={paper.may_follow} onTick={may_follow => change(at, { may_follow })} />}
            <Field label={t('note')} required={false} wrong={wrong(`materials.${at}.note_zh`)} value={paper.note_zh} onInput={note_zh => change(at, { note_zh })} />
            <Field label={t('in_english', { label: t('paper_name') })} required={false} value={paper.name_en} onInput={name_en => change(at, { name_en })} />
            <div class="side">
              {at > 0 && <Button small onClick={() => onChange(moved(papers, at, -1))}>{t('up')}</Button>}
              {at < papers.length - 1 && <Button small onClick={() => onChange(moved(papers, at, 1))}>{t('down')}</Button>}
              <Button small icon="cross" onClick={() => onChange(papers.filter((_, n) => n !== at))}>{t('remove')}</Button>
            </div>
          </div>
        </details>
      ))}
      <Button icon="plus" onClick={() => onChange([...papers, newPaper(papers)])}>{t('add_paper')}</Button>
    </section>
  )
}
