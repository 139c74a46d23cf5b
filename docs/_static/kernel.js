// Can Python come into the browser? A lesson's page asks before it opens the notebook, the notebook
// when it opens; if no answer comes, each says so and what to do. In neither is anything else asked.
(() => {
const KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel";
const PATIENCE = 7000; // milliseconds
const WORDS = {
  en: {
    asking: "Looking whether Python can be reached …",
    page: "The lesson cannot run now: HOST, from where Python comes into your browser, does not answer. Connect to the internet and press the button again; if your network blocks that address, use another network. You can read this page and move its controls all the same.",
    file: "A lesson cannot run from a file that was opened by double-click. Start the small server that comes with Python, as the page below says, and open the lesson from there.",
    again: "Python can be reached, but your browser held the new tab back. Press the button once more.",
    notebook: "No cell can run now: HOST, from where Python comes into your browser, does not answer. Connect to the internet, or use another network if yours blocks that address, and load this page again.",
    help: "What to do without a network",
    anyway: "Open the notebook all the same",
    close: "Close",
  },
  id: {
    asking: "Memeriksa apakah Python dapat dijangkau …",
    page: "Pelajaran belum dapat dijalankan: HOST, tempat asal Python untuk peramban Anda, tidak menjawab. Sambungkan komputer ke internet, lalu tekan tombolnya lagi; jika jaringan Anda memblokir alamat itu, gunakan jaringan lain. Halaman ini tetap dapat dibaca dan kendalinya tetap dapat digerakkan.",
    file: "Pelajaran tidak dapat dijalankan dari berkas yang dibuka dengan klik ganda. Jalankan server kecil bawaan Python seperti dijelaskan di halaman di bawah ini, lalu buka pelajaran dari sana.",
    again: "Python dapat dijangkau, tetapi peramban menahan tab yang baru. Tekan tombolnya sekali lagi.",
    notebook: "Sel belum dapat dijalankan: HOST, tempat asal Python untuk peramban Anda, tidak menjawab. Sambungkan komputer ke internet, atau gunakan jaringan lain jika jaringan Anda memblokir alamat itu, lalu muat ulang halaman ini.",
    help: "Yang dapat dilakukan tanpa jaringan",
    anyway: "Tetap buka notebook-nya",
    close: "Tutup",
  },
};

// The host that should send Python and does not; "" if all is well.
async function silent(lite) {
  let folder = new URL(lite);
  try {
    const all = {signal: AbortSignal.timeout(PATIENCE)};
    const ask = async (name, options) => {
      const answer = await fetch(new URL(name, folder), {...all, ...options});
      if (!answer.ok) throw new Error(answer.status);
      return answer;
    };
    const settings = (await (await ask("jupyter-lite.json")).json())["jupyter-config-data"];
    const kernel = new URL(settings.litePluginSettings[KERNEL].pyodideUrl, lite);
    folder = new URL(".", kernel);
    const lock = await (await ask("pyodide-lock.json")).json();
    // Some networks let a page through, but no program and no archive.
    const parts = [kernel, "pyodide.asm.wasm", lock.packages.pandas.file_name];
    await Promise.all(parts.map(name => ask(name, {method: "HEAD"})));
    return "";
  } catch (error) {
    return folder.host;
  }
}

function tell(place, words, host, help) {
  const link = document.createElement("a");
  link.href = help;
  link.textContent = words.help;
  place.append(words.text.replace("HOST", host) + " ", link);
}

const bar = document.querySelector(".lesson-bar");
if (bar) {
  const words = WORDS[document.documentElement.lang.slice(0, 2)] || WORDS.en;
  const run = bar.querySelector("[data-lite]"), said = bar.querySelector("[role=status]");
  const lite = new URL(run.dataset.lite, location.href);
  const say = (text, host = "") => {
    said.replaceChildren();
    tell(said, {...words, text}, host, run.dataset.help);
  };
  run.addEventListener("click", async event => {
    if (run.dataset.answers || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (location.protocol === "file:") return say(words.file);
    said.textContent = words.asking;
    const host = await silent(lite);
    if (host) {
      say(words.page, host);
      const link = run.cloneNode();
      link.className = "";
      link.textContent = words.anyway;
      said.append(" · ", link);
      return;
    }
    said.textContent = "";
    run.dataset.answers = "yes";
    const tab = window.open(run.href, "_blank");
    if (tab) tab.opener = null;
    else said.textContent = words.again;
  });
} else {
  const lite = new URL(document.currentScript.dataset.lite, document.currentScript.src);
  silent(lite).then(host => {
    if (!host) return;
    const notice = document.createElement("div");
    notice.id = "kernel-notice";
    notice.setAttribute("role", "alert");
    notice.style.cssText = "position: fixed; z-index: 10000; inset: 0 0 auto 0; padding: 0.8rem 1rem;"
      + "background: #fff3cd; color: #222; border-bottom: 2px solid #222; font: 1rem/1.4 sans-serif";
    for (const [lang, words] of Object.entries(WORDS)) {
      const line = document.createElement("p");
      line.lang = lang;
      line.style.margin = "0 0 0.4rem";
      tell(line, {...words, text: words.notebook}, host, new URL("../how-to/without-network.html", lite));
      notice.append(line);
    }
    const close = document.createElement("button");
    close.textContent = `${WORDS.en.close} · ${WORDS.id.close}`;
    close.onclick = () => notice.remove();
    notice.append(close);
    document.body.append(notice);
  });
}
})();
