# 文脉的全部界面文字（简体中文）。与 en.ftl 的编号必须一一对应（测试检查）。

problem-not-found = 找不到
    .hint = 检查路径，或不带参数运行以打开内置语料。
problem-unreadable = 无法读取：{ $detail }
    .hint = 检查文件的权限。
problem-empty = 没有文字
    .hint = 文件是空的，已跳过。
problem-binary = 不是文本文件
    .hint = 已跳过；请先把它转换成 UTF-8 文本。
problem-bad-encoding = 有 { $detail } 处字节无法解码，已替换为 �
    .hint = 其余内容照常显示；请检查文件的编码。
problem-too-large = 文件过大，只读取了前 { $detail } 字节
    .hint = 请拆分文件。
problem-no-documents = 文件夹里没有文档
    .hint = 放入 .txt 或 .md 文件，或不带参数运行以打开内置语料。
problem-note-without-text = 注 { $detail } 找不到注文
    .hint = 标记保留在正文中，不能跳转。
problem-note-without-mark = 注文 { $detail } 在正文中没有标记
    .hint = 注文仍可在文末的脚注中读到。
problem-bad-toml = 不是有效的 TOML：{ $detail }
    .hint = 这一行被忽略，其余照常生效。
problem-bad-key = 无法识别的按键“{ $detail }”
    .hint = 写法如 g g、ctrl-o、F5、space、shift-tab。
problem-unknown-command = 未知命令“{ $detail }”
    .hint = 按 : 可查看全部命令名。
problem-unknown-context = 未知的设置或分组“{ $detail }”
    .hint = 分组有 global main reading tree references timeline peek input search list help prompt。
problem-duplicate-key = 按键“{ $detail }”重复
    .hint = 先写的有效。
problem-hidden-key = 这个键遮住了“{ $detail }”
    .hint = 换一个键，或解除其中一个绑定。
problem-floor-key = “{ $detail }”是固定按键，不能改动
    .hint = 方向键、翻页键、Enter、Esc、Tab、退格、F1、F9、F10、Ctrl-c 在任何键位下都有效。
problem-other = { $detail }
    .hint = 其余内容照常可用。

search-sentence = 搜索“{ $query }”：{ $n } 条结果。
