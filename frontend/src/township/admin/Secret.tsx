import type { ComponentChildren } from 'preact'
import { Button } from '../../ui/Button'
import { Bar, Page } from '../../ui/Page'
import { Card } from '../../ui/parts'
import { t } from './words'

/** A password in large letters, of which no group is torn apart at a line's end. */
export const Letters = ({ password }: { password: string }) => <p class="number">{password.match(/[^-]+-?/g)?.map((group, n) => <span class="keep" key={n}>{n > 0 && <wbr />}{group}</span>)}</p>

/** What is shown this once: for somebody's eyes, then never again. */
export function Secret({ title, say, done, onDone, busy = false, children }: { title: string; say: string; done: string; onDone: () => void; busy?: boolean; children: ComponentChildren }) {
  return (
    <Page title={title} foot={<Bar><Button look="main" busy={busy} onClick={onDone}>{done}</Button></Bar>}>
      <Card tone="done"><div class="stack"><p role="status">{say}</p>{children}</div></Card>
    </Page>
  )
}

/** The user name and the password that goes with it, for a colleague or for oneself. */
export const Password = ({ username, password, own = false }: { username: string; password: string; own?: boolean }) => (
  <>
    <p>{t('username')}<br /><b class="say">{username}</b></p>
    <div><p>{t('password')}</p><Letters password={password} /></div>
    <p><b>{t(own ? 'own_write' : 'write_down')}</b></p>
    {!own && <p class="sub">{t('nobody_else')} {t('way')}</p>}
  </>
)
