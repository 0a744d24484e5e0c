import { useState } from 'preact/hooks'
import { language, setLanguage } from '../../app/i18n'
import { forgetSeen } from '../../app/remote'
import { go } from '../../app/router'
import { setSize, size, SIZES } from '../../app/settings'
import { chooseVillage, homePath, me, signOut, village } from '../../app/store'
import { reload, waiting } from '../../outbox/outbox'
import { Button, LinkButton } from '../../ui/Button'
import { Choice } from '../../ui/Field'
import { Face } from '../../ui/Face'
import { Nav } from '../../ui/Nav'
import { Page } from '../../ui/Page'
import { Card, Count, Row, Rows } from '../../ui/parts'
import { t, type AccountKey } from './words'

const SIZE_WORDS: Record<number, AccountKey> = { 17: 'size17', 22: 'size22', 30: 'size30' }

/** 我: who I am, how big the letters are, whom I may act for, what is new, signing out. */
export function Settings() {
  const person = me.value
  const unread = person?.unread_notices ?? 0
  return (
    <Page title={t('me')} foot={<Nav />}>
      <div class="card side">
        {person ? <><Face name={person.name} /><b class="grow">{person.name}</b></>
          : <><b class="grow">{t('stranger')}</b><LinkButton href="/sign-in?next=/me" look="main">{t('sign_in')}</LinkButton></>}
      </div>
      {homePath.value !== '/' && <LinkButton href={homePath.value} icon="list">{t('to_staff')}</LinkButton>}
      <Rows>
        {person && <Row mark="bell" href="/notices" title={t('notices')} sub={unread ? t('unread_n', { n: unread }) : t('all_read')} tag={unread > 0 && <Count n={unread} />} />}
        {person && <Row mark="person" href="/kin" title={t('kin')} sub={t('kin_sub')} />}
        <Row mark="home" title={t('my_village')} sub={village.value?.name} {...(person?.village ? {} : { href: '/village' })} />
      </Rows>
      <Choice label={t('letters')} value={String(size.value)} onPick={value => setSize(SIZES.find(each => String(each) === value) ?? 17)}
        options={SIZES.map(each => ({ value: String(each), label: t(SIZE_WORDS[each] ?? 'size17') }))} />
      <Choice label={t('tongue')} value={language.value} onPick={value => setLanguage(value === 'en' ? 'en' : 'zh')}
        options={[{ value: 'zh', label: '中文' }, { value: 'en', label: 'English' }]} />
      <Card><b>{t('install')}</b><p class="sub">{t('install_hint')}</p></Card>
      {person && <SignOut />}
    </Page>
  )
}

function SignOut() {
  const [asking, ask] = useState(false)
  const unsent = waiting.value.length
  const leave = async () => {
    const place = village.value
    await signOut()
    forgetSeen()
    await reload()
    // Signing out wipes all that the browser keeps; how to read and where one lives are no secrets.
    setSize(size.value)
    setLanguage(language.value)
    if (place) chooseVillage(place)
    go('/', { replace: true })
  }
  if (!asking) return <Button onClick={() => ask(true)}>{t('sign_out')}</Button>
  return (
    <section class={`card stack ${unsent ? 'late' : ''}`} role="alert" ref={shown => shown?.scrollIntoView({ block: 'nearest' })}>
      <p>{unsent ? t('sign_out_unsent', { n: unsent }) : t('sign_out_sure')}</p>
      <div class="side"><Button look={unsent ? 'plain' : 'main'} onClick={() => void leave()}>{t('yes_sign_out')}</Button><Button onClick={() => ask(false)}>{t('stay')}</Button></div>
    </section>
  )
}
