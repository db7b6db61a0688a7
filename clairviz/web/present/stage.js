(() => {
  if (window.clairvizStage) { window.clairvizStage.adopt(); return; }
  const IDLE = 2500, DIGITS = 1500, SWIPE = 60, WATCH = 400, PATIENCE = 10000;
  const LIVE = "button,a,input,textarea,select,label,summary,[role=slider],[role=button],[role=combobox],[role=radio],[role=option],[role=listbox],[contenteditable=true],[data-baseweb],.js-plotly-plot,#stage-bar,#stage-notes";
  const TYPING = "input,textarea,select,[role=slider],[role=combobox],[role=listbox],[contenteditable=true]";
  const state = { scene: 1, blank: false, notes: false, clock: false };
  let channel = null, name = "", digits = "", digitsAt = 0, idle = 0, touch = null, swiped = false, leaving = 0;

  const data = () => document.getElementById("stage-data");
  const active = () => data() !== null;
  const count = () => Number(data().dataset.scenes);
  const view = () => data().dataset.view;
  const words = () => JSON.parse(data().dataset.words);
  const clamp = n => Math.min(count(), Math.max(1, n));
  const make = (tag, id, parent) => {
    const found = document.getElementById(id);
    if (found) return found;
    const made = document.createElement(tag);
    made.id = id;
    (parent || document.body).append(made);
    return made;
  };
  const wanted = () => Number(new URL(location.href).searchParams.get("scene")) || 1;

  // The timer is kept in the browser, so that a reload and a second window show the same time.
  const timerKey = () => `clairviz-timer-${name}`;
  const timer = () => { try { return JSON.parse(localStorage.getItem(timerKey())) || {}; } catch { return {}; } };
  const seconds = () => {
    const { base = 0, since = null } = timer();
    return Math.floor((base + (since ? Date.now() - since : 0)) / 1000);
  };
  const clockText = () => {
    const all = seconds(), two = n => String(n).padStart(2, "0");
    return `${two(Math.floor(all / 60))}:${two(all % 60)}`;
  };
  const toggleTimer = zero => {
    const { base = 0, since = null } = timer();
    const now = zero ? { base: 0, since: null }
      : since ? { base: base + Date.now() - since, since: null } : { base, since: Date.now() };
    localStorage.setItem(timerKey(), JSON.stringify(now));
    state.clock = !zero || state.clock;
    draw();
  };

  const share = () => channel && channel.postMessage({ scene: state.scene, blank: state.blank });
  const listen = () => {
    if (name === data().dataset.channel) return;
    if (channel) channel.close();
    name = data().dataset.channel;
    channel = new BroadcastChannel(`clairviz-${name}`);
    channel.onmessage = ({ data: said }) => {
      if (!active()) return;
      if (said.hello) { share(); return; }
      state.scene = clamp(said.scene);
      state.blank = said.blank;
      draw();
    };
    channel.postMessage({ hello: true });
  };

  const keepAddress = () => {
    const url = new URL(location.href);
    if (url.searchParams.get("scene") === String(state.scene)) return;
    url.searchParams.set("scene", state.scene);
    history.replaceState(history.state, "", url);
  };

  const css = () => {
    const now = state.scene, shown = n => `.st-key-scene_${n}{visibility:visible!important;`;
    if (view() !== "presenter") return `${shown(now)}}`;
    // A figure that is first drawn while it is scaled takes the scaled size for its own.
    const drawn = document.querySelectorAll(".st-key-stage .js-plotly-plot .main-svg:first-of-type").length;
    if (drawn < Number(data().dataset.figures)) return "";
    return `${shown(now)}transform:translate(1vw,1vw) scale(.62)}${shown(now + 1)}transform:translate(65vw,5vw) scale(.33)}`;
  };

  const draw = () => {
    if (!active()) return;
    const text = words();
    const style = make("style", "stage-current", document.head);
    const rules = css();
    if (style.textContent !== rules) style.textContent = rules;
    make("div", "stage-blank").hidden = !(state.blank && view() === "stage");
    const bar = make("div", "stage-bar");
    if (!bar.childElementCount) build(bar, text);
    bar.querySelector(".place").textContent = `${state.scene} / ${count()}`;
    bar.querySelector(".clock").textContent = clockText();
    bar.querySelector("[data-does=blank]").setAttribute("aria-pressed", String(state.blank));
    bar.querySelector("[data-does=notes]").setAttribute("aria-pressed", String(state.notes));
    const clock = make("div", "stage-clock");
    clock.hidden = view() === "stage" && !state.clock;
    clock.textContent = clockText();
    const notes = make("aside", "stage-notes");
    notes.className = view();
    notes.hidden = view() === "stage" && !state.notes;
    notes.setAttribute("aria-label", text.notes);
    notes.tabIndex = 0;
    notes.textContent = JSON.parse(data().dataset.notes)[state.scene - 1] || text.nonotes;
    const following = make("div", "stage-following");
    following.hidden = view() !== "presenter";
    following.textContent = state.scene < count() ? `${text.following} ${state.scene + 1} / ${count()}` : text.last;
    keepAddress();
  };

  const build = (bar, text) => {
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", text.bar);
    bar.title = text.keys;
    const add = (does, run) => {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.does = does;
      button.textContent = text[does];
      button.addEventListener("click", () => { run(); button.blur(); });
      bar.append(button);
    };
    const place = document.createElement("span");
    const clock = document.createElement("span");
    place.className = "place";
    clock.className = "clock";
    add("previous", () => go(state.scene - 1));
    bar.append(place);
    add("next", () => go(state.scene + 1));
    add("blank", toggleBlank);
    add("notes", toggleNotes);
    add("timer", () => toggleTimer(false));
    bar.append(clock);
    add("screen", toggleScreen);
    add("window", openWindow);
    add("end", end);
  };

  const go = n => {
    if (state.blank) state.blank = false; else state.scene = clamp(n);
    draw();
    share();
  };
  const toggleBlank = () => { state.blank = !state.blank; draw(); share(); };
  const toggleNotes = () => { state.notes = !state.notes; draw(); };
  const toggleScreen = () => {
    const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    done.catch(() => {});
  };
  const openWindow = () => {
    const url = new URL(location.href);
    url.searchParams.set("view", "presenter");
    window.open(url, `clairviz-${name}`, "popup,width=1200,height=800");
  };
  // The button may not be there yet, or its click be lost while the page is being drawn.
  const end = () => {
    if (view() === "presenter") { window.close(); return; }
    leaving = Date.now();
    leave();
  };
  const leave = () => {
    if (Date.now() - leaving > PATIENCE) return;
    document.querySelector(".st-key-leave_stage button")?.click();
  };

  const KEYS = {
    ArrowRight: () => go(state.scene + 1), ArrowDown: () => go(state.scene + 1), " ": () => go(state.scene + 1),
    PageDown: () => go(state.scene + 1), ArrowLeft: () => go(state.scene - 1), ArrowUp: () => go(state.scene - 1),
    PageUp: () => go(state.scene - 1), Backspace: () => go(state.scene - 1),
    Home: () => go(1), End: () => go(count()),
    b: toggleBlank, ".": toggleBlank, f: toggleScreen, n: toggleNotes, t: () => toggleTimer(false),
    T: () => toggleTimer(true), p: openWindow, Escape: end,
    Enter: () => { const n = Number(digits); digits = ""; go(n || state.scene + 1); },
  };

  window.addEventListener("keydown", event => {
    if (!active() || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    // A presenter's remote sends these two; they turn the page wherever the focus is.
    const remote = event.key === "PageDown" || event.key === "PageUp";
    if (!remote) {
      if (target.closest(TYPING)) { if (event.key === "Escape") target.blur(); return; }
      if ((event.key === " " || event.key === "Enter") && target.closest("button,a,summary,[role=button],[role=checkbox],[role=radio]")) return;
    }
    if (event.key >= "0" && event.key <= "9") {
      digits = (Date.now() - digitsAt < DIGITS ? digits : "") + event.key;
      digitsAt = Date.now();
      return;
    }
    if (event.key !== "Enter" || Date.now() - digitsAt >= DIGITS) digits = "";
    const run = KEYS[event.key] || KEYS[event.shiftKey ? event.key : event.key.toLowerCase()];
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  }, true);

  const onStage = target => target instanceof Element && target.closest(".st-key-stage") && !target.closest(LIVE);
  window.addEventListener("click", event => {
    if (!active() || view() !== "stage") return;
    if (event.target instanceof Element && event.target.closest("#stage-blank")) { toggleBlank(); return; }
    if (swiped) { swiped = false; return; }
    if (onStage(event.target)) go(state.scene + (event.clientX < innerWidth / 4 ? -1 : 1));
  });
  window.addEventListener("touchstart", event => {
    const from = event.target instanceof Element && !event.target.closest("[role=slider],[data-testid=stSlider]");
    touch = active() && from && event.touches.length === 1 ? event.touches[0] : null;
    swiped = false;
  }, { passive: true });
  window.addEventListener("touchend", event => {
    if (!touch || !active()) return;
    const last = event.changedTouches[0], dx = last.clientX - touch.clientX, dy = last.clientY - touch.clientY;
    touch = null;
    if (Math.abs(dx) < SWIPE || Math.abs(dx) < 2 * Math.abs(dy)) return;
    swiped = true;
    setTimeout(() => { swiped = false; }, 500);
    go(state.scene + (dx < 0 ? 1 : -1));
  }, { passive: true });
  const wake = () => {
    if (!active()) return;
    document.documentElement.classList.add("stage-awake");
    clearTimeout(idle);
    idle = setTimeout(() => document.documentElement.classList.remove("stage-awake"), IDLE);
  };
  window.addEventListener("mousemove", wake);
  window.addEventListener("focusin", event => {
    if (event.target instanceof Element && event.target.closest("#stage-bar")) wake();
  });
  window.addEventListener("popstate", () => { if (active()) { state.scene = clamp(wanted()); draw(); } });
  window.addEventListener("storage", draw);

  const OWN = ["stage-current", "stage-blank", "stage-bar", "stage-clock", "stage-notes", "stage-following"];
  const watch = () => {
    if (active()) { draw(); leave(); return; }
    leaving = 0;
    OWN.forEach(id => document.getElementById(id)?.remove());
    document.documentElement.classList.remove("stage-awake");
    if (channel) { channel.close(); channel = null; name = ""; }
  };
  const adopt = () => {
    if (!active()) return;
    document.getElementById("stage-bar")?.remove();
    if (name !== data().dataset.channel) state.scene = clamp(wanted());
    state.scene = clamp(state.scene);
    listen();
    draw();
  };
  window.clairvizStage = { adopt };
  setInterval(watch, WATCH);
  adopt();
})();
