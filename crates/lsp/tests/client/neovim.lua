-- Has Neovim's own client talk with the program (PROGRAM) about a file (FILE), and writes what came of it to a file (ANSWER).

local answer = {}

-- Waits until `check` returns something.
local function eventually(what, check)
  if not vim.wait(30000, check, 20) then
    error("never came: " .. what)
  end
end

local function found()
  return vim.tbl_map(function(one)
    return { one.lnum, one.col, one.end_col, one.message, one.source, one.code }
  end, vim.diagnostic.get(0))
end

-- Does the first action whose title has a word, as a user does who chooses it.
local function choose(word)
  local params = vim.lsp.util.make_given_range_params({ 1, 0 }, { vim.fn.line("$"), #vim.fn.getline("$") })
  params.context = { diagnostics = {} }
  local results = vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 30000)
  for id, result in pairs(results) do
    local client = vim.lsp.get_client_by_id(id)
    for _, action in ipairs(result.result) do
      if action.title:find(word, 1, true) then
        if action.edit then
          vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
        else
          client.request_sync("workspace/executeCommand", action.command, 30000)
        end
        return
      end
    end
  end
  error("there is no action " .. word)
end

local function run()
  vim.cmd("edit " .. vim.env.FILE)
  local id = vim.lsp.start_client({
    cmd = { vim.env.PROGRAM },
    root_dir = vim.fn.fnamemodify(vim.env.FILE, ":p:h"),
    workspace_folders = { { uri = vim.uri_from_fname(vim.fn.fnamemodify(vim.env.FILE, ":p:h")), name = "x" } },
    settings = { unglue = { show = 0.8 } },
  })
  vim.lsp.buf_attach_client(0, id)
  eventually("two diagnostics", function() return #vim.diagnostic.get(0) == 2 end)
  answer.opened = found()
  -- As a writer types.
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  vim.cmd([[normal! OThere wereno boats 🦀 at all.]])
  eventually("more diagnostics", function() return #vim.diagnostic.get(0) > 2 end)
  answer.typed = found()
  choose("Add “twoleaders”")
  eventually("one less", function() return #vim.diagnostic.get(0) == #answer.typed - 1 end)
  -- What a script does is one step of undo unless it says so.
  vim.cmd("let &undolevels = &undolevels")
  choose("Fix all")
  eventually("none", function() return #vim.diagnostic.get(0) == 0 end)
  answer.lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  vim.cmd("undo")
  answer.undone = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  vim.lsp.stop_client(id)
  eventually("the end", function() return vim.lsp.client_is_stopped(id) end)
end

local is_right, reason = pcall(run)
answer.failure = not is_right and tostring(reason) or nil
vim.fn.writefile({ vim.fn.json_encode(answer) }, vim.env.ANSWER)
vim.cmd("qall!")
