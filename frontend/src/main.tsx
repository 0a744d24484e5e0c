import { render } from 'preact'
import './styles/main.css'
import { App } from './app/App'
import './app/settings'
import { ask } from './app/remote'
import { owner, recognise, village } from './app/store'
import { startOutbox } from './outbox/outbox'

// Asked for before anything is drawn: on a slow line the answer is what everybody waits for.
if (village.value) ask('/board/{village_code}', { village_code: village.value.code })
if (owner.value) ask('/tickets', { box: 'mine' })

const root = document.getElementById('app')
if (root) {
  // The waiting text of index.html is replaced, not kept beside the app.
  root.textContent = ''
  render(<App />, root)
}
startOutbox()
void recognise()
// Not at once: what is kept for later must not stand in the way of what is asked for now.
setTimeout(() => void import('./app/updates').then(part => part.watchForUpdates()), 3000)
