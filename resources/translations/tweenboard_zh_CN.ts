<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AboutDialog</name>
    <message>
        <source>A storyboard and timeline editor that redraws footage with a video model on your own machine.

Model in use: {0}. Nothing leaves this computer.

Free software under the GNU General Public License, version 3 or later; it comes without any warranty.</source>
        <translation>故事板与时间线编辑器，在你自己的电脑上用视频模型重绘素材。

正在使用的模型：{0}。任何内容都不会离开这台电脑。

自由软件，遵循 GNU 通用公共许可证第 3 版或更新版本；不提供任何担保。</translation>
    </message>
    <message>
        <source>About Tweenboard</source>
        <translation>关于 Tweenboard</translation>
    </message>
</context>
<context>
    <name>AdviceLine</name>
    <message>
        <source>Advice on this card</source>
        <translation>关于此卡片的建议</translation>
    </message>
</context>
<context>
    <name>AnimateForm</name>
    <message>
        <source>Animate</source>
        <translation>制作动画</translation>
    </message>
    <message>
        <source>Animate pictures</source>
        <translation>图片动画</translation>
    </message>
    <message>
        <source>Choose the picture that comes to life.</source>
        <translation>请选择要动起来的图片。</translation>
    </message>
    <message>
        <source>Describe what happens</source>
        <translation>描述发生什么</translation>
    </message>
    <message>
        <source>In a new card at the film&apos;s end</source>
        <translation>影片末尾的新卡片</translation>
    </message>
    <message>
        <source>In {0}</source>
        <translation>{0} 中</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>The first picture comes to life, and moves on to the last; those between are passed on the way.</source>
        <translation>第一张图片动起来，一直动到最后一张；中间的图片沿途经过。</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>发生什么</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Card {0} is being drawn already.</source>
        <translation>卡片 {0} 已在绘制中。</translation>
    </message>
</context>
<context>
    <name>AssetMenu</name>
    <message>
        <source>Append {0}</source>
        <translation>追加 {0}</translation>
    </message>
    <message>
        <source>Go to it in the film</source>
        <translation>转到影片中的位置</translation>
    </message>
    <message>
        <source>Insert at the playhead</source>
        <translation>在播放头处插入</translation>
    </message>
    <message>
        <source>Insert {0}</source>
        <translation>插入 {0}</translation>
    </message>
    <message>
        <source>Overwrite at the playhead</source>
        <translation>在播放头处覆盖</translation>
    </message>
    <message>
        <source>Overwrite with {0}</source>
        <translation>用 {0} 覆盖</translation>
    </message>
    <message>
        <source>Put at the film&apos;s end</source>
        <translation>放到影片末尾</translation>
    </message>
    <message>
        <source>Remove all that is not used ({0})</source>
        <translation>移除所有未使用的（{0}）</translation>
    </message>
    <message>
        <source>Remove from the library</source>
        <translation>从媒体库移除</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Show in the viewer</source>
        <translation>在查看器中显示</translation>
    </message>
</context>
<context>
    <name>AssetModel</name>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>in the film</source>
        <translation>在影片中</translation>
    </message>
    <message>
        <source>not used yet</source>
        <translation>尚未使用</translation>
    </message>
</context>
<context>
    <name>AssetPicker</name>
    <message>
        <source>Another file…</source>
        <translation>其他文件…</translation>
    </message>
    <message>
        <source>Looking at {0}…</source>
        <translation>正在查看 {0}…</translation>
    </message>
    <message>
        <source>{0} is of another kind; choose another file.</source>
        <translation>{0} 类型不符；请选择其他文件。</translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message>
        <source>A copy is made every hour of work. When one is restored, the film as it is now is kept too.</source>
        <translation>每工作一小时保存一份备份。恢复某份备份时，影片的现状也会保留。</translation>
    </message>
    <message>
        <source>Backups of {0}</source>
        <translation>{0} 的备份</translation>
    </message>
    <message>
        <source>Backups, the newest first</source>
        <translation>备份，最新的在前</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Last edit</source>
        <translation>最后编辑</translation>
    </message>
    <message>
        <source>Looking at the backups…</source>
        <translation>正在查看备份…</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>No backups yet. The first is made after an hour of work on this film.</source>
        <translation>还没有备份。编辑本影片一小时后会有第一份。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>{0} is again what it was on {1}; what it was until now is the newest backup.</source>
        <translation>{0} 已恢复到 {1} 的状态；恢复之前的状态是最新的一份备份。</translation>
    </message>
</context>
<context>
    <name>BannerRow</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>BlendForm</name>
    <message>
        <source>At {0}: {1} → {2}</source>
        <translation>在 {0}：{1} → {2}</translation>
    </message>
    <message>
        <source>Blend</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>Choose footage or a picture</source>
        <translation>请选择素材或图片</translation>
    </message>
    <message>
        <source>Choose what the film is blended with.</source>
        <translation>请选择与影片混合的内容。</translation>
    </message>
    <message>
        <source>Footage beyond the cut, where there is enough</source>
        <translation>切点之外的素材（足够时）</translation>
    </message>
    <message>
        <source>From the first to the second</source>
        <translation>从第一个到第二个</translation>
    </message>
    <message>
        <source>Influence of
the second</source>
        <translation>第二个的
影响</translation>
    </message>
    <message>
        <source>It appears in the film at the playhead.</source>
        <translation>它在播放头处出现在影片中。</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Made of what the cards beside it say</source>
        <translation>由两侧卡片的描述合成</translation>
    </message>
    <message>
        <source>One clip turns into another, drawn by the model as the curve says.</source>
        <translation>一个剪辑变成另一个，由模型按曲线绘制。</translation>
    </message>
    <message>
        <source>Takes footage beyond the cut</source>
        <translation>会用到切点之外的素材</translation>
    </message>
    <message>
        <source>The film</source>
        <translation>影片</translation>
    </message>
    <message>
        <source>The film&apos;s end turns into it.</source>
        <translation>影片末尾变成它。</translation>
    </message>
    <message>
        <source>The second clip moves under the first</source>
        <translation>第二个剪辑移到第一个下面</translation>
    </message>
    <message>
        <source>The second only appears in the first</source>
        <translation>第二个只在第一个中出现</translation>
    </message>
    <message>
        <source>Through a stretch that is both</source>
        <translation>经过一段两者兼有的画面</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>发生什么</translation>
    </message>
    <message>
        <source>What happens there</source>
        <translation>那里发生什么</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>With</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>With other footage…</source>
        <translation>其他素材…</translation>
    </message>
    <message>
        <source>as it fits</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>gets shorter</source>
        <translation>变短</translation>
    </message>
    <message>
        <source>keeps its length</source>
        <translation>长度不变</translation>
    </message>
    <message>
        <source>mix</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>取样</translation>
    </message>
    <message>
        <source>transition</source>
        <translation>过渡</translation>
    </message>
</context>
<context>
    <name>BlendRow</name>
    <message>
        <source>Influence curve</source>
        <translation>影响曲线</translation>
    </message>
    <message>
        <source>Influence of {0} over time</source>
        <translation>{0} 随时间的影响</translation>
    </message>
    <message>
        <source>the upper clip</source>
        <translation>上层剪辑</translation>
    </message>
</context>
<context>
    <name>BoardForm</name>
    <message>
        <source>Cards</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Cards side by side are drawn together: they share their noise and see each other, and where the words change, one crosses over into the next. Gaps are filled, kept footage stays.</source>
        <translation>相邻的卡片一起绘制：它们共用噪声并彼此可见，提示词变化处逐渐过渡。空隙会填满，保留的素材不变。</translation>
    </message>
    <message>
        <source>Cross over in</source>
        <translation>过渡时长</translation>
    </message>
    <message>
        <source>Draw the board as one film</source>
        <translation>把故事板绘制成一部影片</translation>
    </message>
    <message>
        <source>Draw the film</source>
        <translation>绘制影片</translation>
    </message>
    <message>
        <source>Each card by itself, one after the other</source>
        <translation>逐张卡片依次绘制</translation>
    </message>
</context>
<context>
    <name>BoardStrip</name>
    <message>
        <source>The board</source>
        <translation>故事板</translation>
    </message>
    <message>
        <source>{0} · {1} frames, {2} s</source>
        <translation>{0} · {1} 帧，{2} 秒</translation>
    </message>
</context>
<context>
    <name>CameraPicker</name>
    <message>
        <source>Camera move</source>
        <translation>运镜</translation>
    </message>
    <message>
        <source>Not said</source>
        <translation>未指定</translation>
    </message>
    <message>
        <source>Use these words</source>
        <translation>采用这些词</translation>
    </message>
    <message>
        <source>Use “{0}”</source>
        <translation>采用“{0}”</translation>
    </message>
</context>
<context>
    <name>CardDrops</name>
    <message>
        <source>First frame of the card</source>
        <translation>卡片的第一帧</translation>
    </message>
    <message>
        <source>Keyframe</source>
        <translation>关键帧</translation>
    </message>
    <message>
        <source>Keyframe at {0}</source>
        <translation>第 {0} 帧的关键帧</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>参考</translation>
    </message>
    <message>
        <source>{0} follows no references</source>
        <translation>{0} 不支持参考</translation>
    </message>
    <message>
        <source>{0} keyframes, spaced over the card</source>
        <translation>{0} 个关键帧，均匀分布在卡片上</translation>
    </message>
    <message>
        <source>{0} references</source>
        <translation>{0} 个参考</translation>
    </message>
</context>
<context>
    <name>CardNotes</name>
    <message>
        <source>This card {0}</source>
        <translation>这张卡片{0}</translation>
    </message>
</context>
<context>
    <name>CardPanel</name>
    <message>
        <source>1 keyframe</source>
        <translation>1 个关键帧</translation>
    </message>
    <message>
        <source>1 reference</source>
        <translation>1 个参考</translation>
    </message>
    <message>
        <source>A card is a range of the film and what should happen in it. Open footage to get one.</source>
        <translation>卡片是影片的一段范围，以及这段里应发生的事。打开素材即可得到一张。</translation>
    </message>
    <message>
        <source>Add the shot, camera, light and detail that are left open</source>
        <translation>补上未写明的景别、运镜、光线和细节</translation>
    </message>
    <message>
        <source>Blend</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>Camera move</source>
        <translation>运镜</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Describe what happens here</source>
        <translation>描述这里发生什么</translation>
    </message>
    <message>
        <source>Describe what happens here, such as: a red ball rolls to the right in a meadow</source>
        <translation>描述这里发生什么，例如（用英文）：a red ball rolls to the right in a meadow</translation>
    </message>
    <message>
        <source>Keyframes</source>
        <translation>关键帧</translation>
    </message>
    <message>
        <source>Model and seed</source>
        <translation>模型与种子</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>References</source>
        <translation>参考</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Select a card above the film to say what should happen there.</source>
        <translation>选择影片上方的一张卡片，说明那里应发生什么。</translation>
    </message>
    <message>
        <source>Style and strength</source>
        <translation>风格与强度</translation>
    </message>
    <message>
        <source>Subject, setting, camera…</source>
        <translation>主体、场景、运镜…</translation>
    </message>
    <message>
        <source>This film is empty. Drop footage on it, or add a card from the Storyboard menu.</source>
        <translation>影片是空的。把素材拖到这里，或从“故事板”菜单添加卡片。</translation>
    </message>
    <message>
        <source>Unlock card</source>
        <translation>解锁卡片</translation>
    </message>
    <message>
        <source>What happens here</source>
        <translation>这里发生什么</translation>
    </message>
    <message>
        <source>Write it out</source>
        <translation>扩写</translation>
    </message>
    <message>
        <source>Write out the prompt</source>
        <translation>扩写提示词</translation>
    </message>
    <message>
        <source>{0}  ({1} frames)</source>
        <translation>{0}（{1} 帧）</translation>
    </message>
    <message>
        <source>{0} cards</source>
        <translation>{0} 张卡片</translation>
    </message>
    <message>
        <source>{0} keyframes</source>
        <translation>{0} 个关键帧</translation>
    </message>
    <message>
        <source>{0} references</source>
        <translation>{0} 个参考</translation>
    </message>
</context>
<context>
    <name>CardsPicker</name>
    <message>
        <source>All cards of the film</source>
        <translation>影片的所有卡片</translation>
    </message>
    <message>
        <source>The {0} chosen cards</source>
        <translation>选中的 {0} 张卡片</translation>
    </message>
    <message>
        <source>Which cards</source>
        <translation>哪些卡片</translation>
    </message>
</context>
<context>
    <name>CinemagraphForm</name>
    <message>
        <source>Card</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Cinemagraph</source>
        <translation>动态照片</translation>
    </message>
    <message>
        <source>Its end leads back to its beginning</source>
        <translation>末尾接回开头</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>制作</translation>
    </message>
    <message>
        <source>Nothing is painted on any card; paint in the viewer what is to move first.</source>
        <translation>还没有卡片有涂画；请先在监视器中涂画要动的部分。</translation>
    </message>
    <message>
        <source>Nothing is painted yet</source>
        <translation>还没有涂画</translation>
    </message>
    <message>
        <source>Say below what happens</source>
        <translation>在下面写出发生什么</translation>
    </message>
    <message>
        <source>Say what the painted part does.</source>
        <translation>请写出涂画的部分做什么。</translation>
    </message>
    <message>
        <source>Stands still</source>
        <translation>静止部分</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>发生什么</translation>
    </message>
    <message>
        <source>What happens there</source>
        <translation>那里发生什么</translation>
    </message>
    <message>
        <source>What is painted on a card moves, the rest of the picture stands still.</source>
        <translation>卡片上涂画的部分会动，其余画面静止。</translation>
    </message>
    <message>
        <source>What moves</source>
        <translation>什么会动</translation>
    </message>
    <message>
        <source>What the painted part does</source>
        <translation>涂画的部分做什么</translation>
    </message>
    <message>
        <source>as the footage does</source>
        <translation>按素材的运动</translation>
    </message>
    <message>
        <source>drawn by the model</source>
        <translation>由模型绘制</translation>
    </message>
    <message>
        <source>the first frame</source>
        <translation>第一帧</translation>
    </message>
    <message>
        <source>the frame at the playhead</source>
        <translation>播放头处的帧</translation>
    </message>
</context>
<context>
    <name>ClipDialog</name>
    <message>
        <source>Choose a clip on a video track.</source>
        <translation>请选中视频轨道上的一个剪辑。</translation>
    </message>
    <message>
        <source>How the clip looks</source>
        <translation>剪辑的外观</translation>
    </message>
    <message>
        <source>Why it cannot be done</source>
        <translation>无法执行的原因</translation>
    </message>
</context>
<context>
    <name>ClipEditor</name>
    <message>
        <source>%1 frames</source>
        <translation>%1 帧</translation>
    </message>
    <message>
        <source>0 dB is as loud as in the file, 6 dB twice as loud, −6 dB half</source>
        <translation>0 dB 与文件中一样响，6 dB 响一倍，−6 dB 减半</translation>
    </message>
    <message>
        <source>200 % is twice as fast and half as long; sound goes along</source>
        <translation>200 % 表示速度加倍、时长减半；声音一起变化</translation>
    </message>
    <message>
        <source>At 100 % nothing of what lies below shows through</source>
        <translation>100 % 时下面的内容完全不透出</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Clip at %1</source>
        <translation>剪辑 %1</translation>
    </message>
    <message>
        <source>Clip properties</source>
        <translation>剪辑属性</translation>
    </message>
    <message>
        <source>Dissolve</source>
        <translation>叠化</translation>
    </message>
    <message>
        <source>Fade in</source>
        <translation>淡入</translation>
    </message>
    <message>
        <source>Fade out</source>
        <translation>淡出</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Footage</source>
        <translation>素材</translation>
    </message>
    <message>
        <source>Frames over which it comes out of the clip before it</source>
        <translation>从前一个剪辑叠化过来所用的帧数</translation>
    </message>
    <message>
        <source>From the file</source>
        <translation>取自文件</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>已隐藏</translation>
    </message>
    <message>
        <source>In frames; the sound of a picture goes along</source>
        <translation>以帧计；画面的声音一起淡变</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>已静音</translation>
    </message>
    <message>
        <source>On the film</source>
        <translation>在影片中</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Why it cannot be done</source>
        <translation>无法完成的原因</translation>
    </message>
</context>
<context>
    <name>ClipKeys</name>
    <message>
        <source>All that fits: {0} frames</source>
        <translation>能放下的全部：{0} 帧</translation>
    </message>
    <message>
        <source>As keyframes of the card</source>
        <translation>作为卡片的关键帧</translation>
    </message>
    <message>
        <source>Attach keyframe</source>
        <translation>添加关键帧</translation>
    </message>
    <message>
        <source>Its first frame</source>
        <translation>它的第一帧</translation>
    </message>
    <message>
        <source>Its first second: {0} frames</source>
        <translation>它的第一秒：{0} 帧</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Choose take</source>
        <translation>选择版本</translation>
    </message>
    <message>
        <source>Every card is drawn already; change a prompt or add a card.</source>
        <translation>所有卡片都已绘制；修改提示词或添加卡片。</translation>
    </message>
    <message>
        <source>Lock card</source>
        <translation>锁定卡片</translation>
    </message>
    <message>
        <source>Merge cards</source>
        <translation>合并卡片</translation>
    </message>
    <message>
        <source>New card</source>
        <translation>新建卡片</translation>
    </message>
    <message>
        <source>New seed</source>
        <translation>新种子</translation>
    </message>
    <message>
        <source>Pin take</source>
        <translation>固定版本</translation>
    </message>
    <message>
        <source>Put the playhead over a clip to trim it there.</source>
        <translation>把播放头放到某个剪辑上再修剪。</translation>
    </message>
    <message>
        <source>Select a clip, or put the playhead over one, to cut it.</source>
        <translation>选择一个剪辑，或把播放头放到剪辑上，再切分。</translation>
    </message>
    <message>
        <source>Select something in the library first.</source>
        <translation>请先在素材库中选择内容。</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>This is the last card; select the one before it to merge them.</source>
        <translation>这是最后一张卡片；要合并，请选择前一张。</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>修剪</translation>
    </message>
    <message>
        <source>Unlock card</source>
        <translation>解锁卡片</translation>
    </message>
    <message>
        <source>Unpin take</source>
        <translation>取消固定版本</translation>
    </message>
</context>
<context>
    <name>CompareButton</name>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>Compare with the footage, or two takes</source>
        <translation>与素材或两个版本对比</translation>
    </message>
    <message>
        <source>Film</source>
        <translation>影片</translation>
    </message>
    <message>
        <source>Film as it is</source>
        <translation>影片现状</translation>
    </message>
    <message>
        <source>Footage</source>
        <translation>素材</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Take {0}</source>
        <translation>版本 {0}</translation>
    </message>
    <message>
        <source>With a divider</source>
        <translation>分割线</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Show the file</source>
        <translation>显示文件</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Tweenboard ended unexpectedly. Your film is as it was after the last edit. This report is on this computer only; copy it into a message if you want to tell us.</source>
        <translation>Tweenboard 意外结束。影片保持最后一次编辑后的状态。此报告只在这台电脑上；如果想告诉我们，请把它复制到消息里。</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
</context>
<context>
    <name>CurveEditor</name>
    <message>
        <source>Drag the points; double-click for a new one; Delete takes it away</source>
        <translation>拖动控制点；双击新建；按 Delete 删除</translation>
    </message>
    <message>
        <source>Influence curve</source>
        <translation>影响曲线</translation>
    </message>
    <message>
        <source>Point {0} of {1}: at {2} %, influence {3} %</source>
        <translation>第 {0} 点，共 {1} 点：位置 {2} %，影响 {3} %</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>已取消；没有写入任何内容。</translation>
    </message>
    <message>
        <source>Collect the film and its media into a new folder</source>
        <translation>把影片及其媒体收集到新文件夹</translation>
    </message>
    <message>
        <source>Collecting {0}…</source>
        <translation>正在收集 {0}…</translation>
    </message>
    <message>
        <source>Copying {0}…</source>
        <translation>正在复制 {0}…</translation>
    </message>
    <message>
        <source>Edit decision list</source>
        <translation>剪辑决定表（EDL）</translation>
    </message>
    <message>
        <source>Every edit is saved the moment it is made, in {0}.</source>
        <translation>每次编辑都立即保存在 {0}。</translation>
    </message>
    <message>
        <source>Export the project</source>
        <translation>导出工程</translation>
    </message>
    <message>
        <source>Film.tween</source>
        <translation>影片.tween</translation>
    </message>
    <message>
        <source>Import a timeline or a script</source>
        <translation>导入时间线或脚本</translation>
    </message>
    <message>
        <source>Import footage</source>
        <translation>导入素材</translation>
    </message>
    <message>
        <source>It lies in {0}.</source>
        <translation>它在 {0}。</translation>
    </message>
    <message>
        <source>New film</source>
        <translation>新建影片</translation>
    </message>
    <message>
        <source>New storyboard</source>
        <translation>新建故事板</translation>
    </message>
    <message>
        <source>Open a film</source>
        <translation>打开影片</translation>
    </message>
    <message>
        <source>OpenTimelineIO</source>
        <translation>OpenTimelineIO</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>保存副本</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Saved {0}.</source>
        <translation>已保存 {0}。</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Storyboard</source>
        <translation>故事板</translation>
    </message>
    <message>
        <source>There is nothing to export yet: drop footage or draw a card.</source>
        <translation>还没有可导出的内容：拖入素材或绘制一张卡片。</translation>
    </message>
    <message>
        <source>This film can only be looked at; “Save as” makes one to edit.</source>
        <translation>此影片只能查看；“另存为”可得到能编辑的一份。</translation>
    </message>
    <message>
        <source>Timelines and scripts</source>
        <translation>时间线和脚本</translation>
    </message>
    <message>
        <source>Tweenboard films</source>
        <translation>Tweenboard 影片</translation>
    </message>
    <message>
        <source>Video, pictures and sound</source>
        <translation>视频、图片和声音</translation>
    </message>
    <message>
        <source>{0} 2.tween</source>
        <translation>{0} 2.tween</translation>
    </message>
    <message>
        <source>{0} copy.tween</source>
        <translation>{0} 副本.tween</translation>
    </message>
    <message>
        <source>{0} is missing.</source>
        <translation>缺少 {0}。</translation>
    </message>
    <message>
        <source>{0}: what could not be collected</source>
        <translation>{0}：未能收集的内容</translation>
    </message>
</context>
<context>
    <name>DraftForm</name>
    <message>
        <source>Cards</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Draws cards small first, a few times as quick; refine the one that is right.</source>
        <translation>先把卡片画小，快数倍；再精修满意的一张。</translation>
    </message>
    <message>
        <source>No card says what happens; describe one first.</source>
        <translation>没有卡片写明发生什么；请先描述一张。</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>a quarter</source>
        <translation>四分之一</translation>
    </message>
    <message>
        <source>half</source>
        <translation>二分之一</translation>
    </message>
    <message>
        <source>of the model&apos;s width and height</source>
        <translation>（相对模型的宽和高）</translation>
    </message>
    <message>
        <source>three quarters</source>
        <translation>四分之三</translation>
    </message>
</context>
<context>
    <name>DrawFoot</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel all {0} takes</source>
        <translation>取消全部 {0} 个版本</translation>
    </message>
    <message>
        <source>Changes go to all {0} cards.</source>
        <translation>修改会用于全部 {0} 张卡片。</translation>
    </message>
    <message>
        <source>Draw another take</source>
        <translation>再绘制一个版本</translation>
    </message>
    <message>
        <source>Draw {0}</source>
        <translation>绘制 {0}</translation>
    </message>
    <message>
        <source>Draw {0} cards</source>
        <translation>绘制 {0} 张卡片</translation>
    </message>
    <message>
        <source>How many takes are drawn</source>
        <translation>绘制多少个版本</translation>
    </message>
    <message>
        <source>How many takes are drawn, each with a seed of its own</source>
        <translation>绘制多少个版本，每个有自己的种子</translation>
    </message>
    <message>
        <source>Keeps the footage as it is. Describe what should happen to redraw it.</source>
        <translation>素材保持原样。描述应发生什么，即可重绘。</translation>
    </message>
    <message>
        <source>Keeps the footage as it is. Split it where something should change, and describe that.</source>
        <translation>保留素材原样。请在要改变的位置分割，再描述那一段。</translation>
    </message>
    <message>
        <source>Live preview</source>
        <translation>实时预览</translation>
    </message>
    <message>
        <source>Locked: nothing changes this card.</source>
        <translation>已锁定：这张卡片不会改变。</translation>
    </message>
    <message>
        <source>Not drawn, without a prompt: {0}.</source>
        <translation>没有提示词，不绘制：{0}。</translation>
    </message>
    <message>
        <source>Nothing here yet. Describe what happens, then draw it.</source>
        <translation>这里还没有内容。先描述发生什么，再绘制。</translation>
    </message>
    <message>
        <source>Nothing to draw</source>
        <translation>没有要绘制的</translation>
    </message>
    <message>
        <source>One take</source>
        <translation>一个版本</translation>
    </message>
    <message>
        <source>Paused; go on with it in the list of jobs</source>
        <translation>已暂停；在任务列表中继续</translation>
    </message>
    <message>
        <source>Progress of this card</source>
        <translation>此卡片的进度</translation>
    </message>
    <message>
        <source>Redraw {0}</source>
        <translation>重绘 {0}</translation>
    </message>
    <message>
        <source>The take no longer matches this card.</source>
        <translation>版本与卡片已不一致。</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Waiting, number {0} in the queue</source>
        <translation>等待中，队列第 {0} 位</translation>
    </message>
    <message>
        <source>{0} cards are being drawn</source>
        <translation>正在绘制 {0} 张卡片</translation>
    </message>
    <message>
        <source>{0} frames</source>
        <translation>{0} 帧</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
    <message>
        <source>{0} takes of {1} frames, each</source>
        <translation>{0} 个版本，每个 {1} 帧</translation>
    </message>
    <message>
        <source>{0} takes to choose from</source>
        <translation>{0} 个版本可选</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
    <message>
        <source>{0}: {1}.</source>
        <translation>{0}：{1}。</translation>
    </message>
</context>
<context>
    <name>DrawingSettings</name>
    <message>
        <source>Begins from its draft</source>
        <translation>从草稿开始</translation>
    </message>
    <message>
        <source>Begins with a cut</source>
        <translation>以硬切开始</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>硬切</translation>
    </message>
    <message>
        <source>Do not begin from the draft</source>
        <translation>不从草稿开始</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Draw from nothing</source>
        <translation>从零绘制</translation>
    </message>
    <message>
        <source>Draw it from nothing</source>
        <translation>从零绘制</translation>
    </message>
    <message>
        <source>Full size</source>
        <translation>全尺寸</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>引导强度</translation>
    </message>
    <message>
        <source>It is drawn without looking at what comes before it</source>
        <translation>绘制时不参考前面的画面</translation>
    </message>
    <message>
        <source>LoRAs</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>Match colours</source>
        <translation>匹配颜色</translation>
    </message>
    <message>
        <source>Match the colours beside it</source>
        <translation>与两侧匹配颜色</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>采样步数</translation>
    </message>
    <message>
        <source>The colours of the drawn frames are matched to the footage around them</source>
        <translation>绘制的帧与周围素材匹配颜色</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>guidance {0}</source>
        <translation>引导强度 {0}</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>seed {0}</source>
        <translation>种子 {0}</translation>
    </message>
    <message>
        <source>{0} steps</source>
        <translation>{0} 步</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>About {0}</source>
        <translation>约 {0}</translation>
    </message>
    <message>
        <source>As large as the footage, where it is copied</source>
        <translation>复制部分与素材等大</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Choose a file name in a folder that exists.</source>
        <translation>请在已有的文件夹中指定文件名。</translation>
    </message>
    <message>
        <source>Copy footage that is unchanged, encode only the rest</source>
        <translation>未改动的素材直接复制，只编码其余部分</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>导出到</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>文件大小</translation>
    </message>
    <message>
        <source>File to export to</source>
        <translation>导出文件</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>In to out (set with I and O)</source>
        <translation>入点到出点（用 I 和 O 设置）</translation>
    </message>
    <message>
        <source>In to out, {0}</source>
        <translation>入点到出点，{0}</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留原文件</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Quick and without loss where footage of this format is shown as it is, at its own size</source>
        <translation>素材格式相同且按原尺寸原样显示处，快速无损</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Replace the file?</source>
        <translation>替换文件？</translation>
    </message>
    <message>
        <source>Selected card</source>
        <translation>选中的卡片</translation>
    </message>
    <message>
        <source>Smart</source>
        <translation>智能</translation>
    </message>
    <message>
        <source>Smart export</source>
        <translation>智能导出</translation>
    </message>
    <message>
        <source>Whole film, {0} frames · {1} s</source>
        <translation>整部影片，{0} 帧 · {1} 秒</translation>
    </message>
    <message>
        <source>“{0}” is a folder; choose a file name.</source>
        <translation>“{0}”是文件夹；请指定文件名。</translation>
    </message>
    <message>
        <source>“{0}” is there already. Replace it?</source>
        <translation>“{0}”已存在。要替换吗？</translation>
    </message>
</context>
<context>
    <name>ExportForm</name>
    <message>
        <source> Mbit/s</source>
        <translation> Mbit/s</translation>
    </message>
    <message>
        <source>24 bit, lossless</source>
        <translation>24 位，无损</translation>
    </message>
    <message>
        <source>Always its best</source>
        <translation>总是最佳</translation>
    </message>
    <message>
        <source>As the film, {0} × {1}</source>
        <translation>与影片相同，{0} × {1}</translation>
    </message>
    <message>
        <source>Bit rate</source>
        <translation>码率</translation>
    </message>
    <message>
        <source>CRF {0}</source>
        <translation>CRF {0}</translation>
    </message>
    <message>
        <source>Cut off what does not fit, instead of bars</source>
        <translation>裁掉多出的部分，不加黑边</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Fill the frame</source>
        <translation>填满画面</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Lossless</source>
        <translation>无损</translation>
    </message>
    <message>
        <source>No sound</source>
        <translation>无声音</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Software ({0})</source>
        <translation>软件（{0}）</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>{0} (CRF {1})</source>
        <translation>{0}（CRF {1}）</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>The export was cancelled; nothing was written.</source>
        <translation>导出已取消；没有写入任何内容。</translation>
    </message>
    <message>
        <source>{0} is being written already; choose another name, or cancel that export first.</source>
        <translation>{0} 已在写入；请选择其他名称，或先取消那个导出。</translation>
    </message>
    <message>
        <source>{0} is written next.</source>
        <translation>接下来写入 {0}。</translation>
    </message>
</context>
<context>
    <name>ExtendForm</name>
    <message>
        <source>As in the card beside</source>
        <translation>与旁边的卡片相同</translation>
    </message>
    <message>
        <source>By</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Draws new frames that go on from the film; what comes later moves along.</source>
        <translation>绘制接续影片的新帧；后面的内容随之后移。</translation>
    </message>
    <message>
        <source>Extend</source>
        <translation>延长</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>发生什么</translation>
    </message>
    <message>
        <source>What happens there</source>
        <translation>那里发生什么</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>方向</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Drawing is not set up on this computer yet: torch comes once, for its graphics card.</source>
        <translation>这台电脑上尚未设置绘制：只需为其显卡获取一次 torch。</translation>
    </message>
    <message>
        <source>Set up…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Tweenboard is newer than what was set up for drawing; bring it up to date.</source>
        <translation>Tweenboard 比已设置的绘制组件新；请更新这些组件。</translation>
    </message>
</context>
<context>
    <name>FolderField</name>
    <message>
        <source>Choose: {0}</source>
        <translation>选择：{0}</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>The usual place: {0}</source>
        <translation>默认位置：{0}</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>默认</translation>
    </message>
</context>
<context>
    <name>FontPicker</name>
    <message>
        <source>The system’s own</source>
        <translation>系统默认</translation>
    </message>
</context>
<context>
    <name>FormatForm</name>
    <message>
        <source>2.39:1 or 1080x1920</source>
        <translation>2.39:1 或 1080x1920</translation>
    </message>
    <message>
        <source>A shape, or a size in pixels</source>
        <translation>比例，或以像素表示的尺寸</translation>
    </message>
    <message>
        <source>All of it is seen</source>
        <translation>完整可见</translation>
    </message>
    <message>
        <source>All of it is seen, and more is drawn</source>
        <translation>完整可见，四周补画</translation>
    </message>
    <message>
        <source>Around it</source>
        <translation>四周</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Change the format</source>
        <translation>更改画幅</translation>
    </message>
    <message>
        <source>Choose another format, or other frames a second.</source>
        <translation>请选择其他画幅或其他帧率。</translation>
    </message>
    <message>
        <source>Everything keeps its time</source>
        <translation>一切保持原来的时间</translation>
    </message>
    <message>
        <source>Footage</source>
        <translation>素材</translation>
    </message>
    <message>
        <source>Footage of another shape</source>
        <translation>画幅不同的素材</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>画幅</translation>
    </message>
    <message>
        <source>Format {0}</source>
        <translation>画幅 {0}</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>帧率</translation>
    </message>
    <message>
        <source>Gives the film another shape, or more or fewer frames a second. Drawn cards are to be drawn anew for it.</source>
        <translation>给影片另一种画幅，或更多、更少的每秒帧数。已绘制的卡片需为此重新绘制。</translation>
    </message>
    <message>
        <source>It fills the picture</source>
        <translation>填满画面</translation>
    </message>
    <message>
        <source>Shape or size</source>
        <translation>比例或尺寸</translation>
    </message>
    <message>
        <source>What is around it</source>
        <translation>四周是什么</translation>
    </message>
    <message>
        <source>What the cards say</source>
        <translation>按卡片的描述</translation>
    </message>
    <message>
        <source>as now</source>
        <translation>与现在相同</translation>
    </message>
    <message>
        <source>between bars</source>
        <translation>加黑边</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>裁切</translation>
    </message>
    <message>
        <source>drawn around</source>
        <translation>补画四周</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>{0} frames a second</source>
        <translation>每秒 {0} 帧</translation>
    </message>
</context>
<context>
    <name>FormatQuestion</name>
    <message>
        <source>Keep the film</source>
        <translation>保持影片不变</translation>
    </message>
    <message>
        <source>Make the film like it</source>
        <translation>让影片与其一致</translation>
    </message>
    <message>
        <source>Size and rate of the footage</source>
        <translation>采用素材的尺寸和帧率</translation>
    </message>
    <message>
        <source>{0} is {1}, and the film is {2}.</source>
        <translation>{0} 为 {1}，而影片为 {2}。</translation>
    </message>
    <message>
        <source>{0} × {1} at {2} frames a second</source>
        <translation>{0} × {1}，每秒 {2} 帧</translation>
    </message>
</context>
<context>
    <name>FrameSpin</name>
    <message>
        <source> frames · {0} s</source>
        <translation> 帧 · {0} 秒</translation>
    </message>
</context>
<context>
    <name>Framer</name>
    <message>
        <source>Frame clip</source>
        <translation>构图剪辑</translation>
    </message>
    <message>
        <source>Put the playhead over a clip to frame it.</source>
        <translation>请把播放头放到要构图的剪辑上。</translation>
    </message>
    <message>
        <source>Reset framing</source>
        <translation>重置构图</translation>
    </message>
</context>
<context>
    <name>FramingForm</name>
    <message>
        <source>As the film has it</source>
        <translation>与影片相同</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>Centre across</source>
        <translation>中心的水平位置</translation>
    </message>
    <message>
        <source>Centre down</source>
        <translation>中心的垂直位置</translation>
    </message>
    <message>
        <source>Corners, halves and other framings that are often wanted</source>
        <translation>四角、两半以及其他常用的构图</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Crop at the bottom</source>
        <translation>裁剪下边</translation>
    </message>
    <message>
        <source>Crop at the left</source>
        <translation>裁剪左边</translation>
    </message>
    <message>
        <source>Crop at the right</source>
        <translation>裁剪右边</translation>
    </message>
    <message>
        <source>Crop at the top</source>
        <translation>裁剪上边</translation>
    </message>
    <message>
        <source>Filling the film</source>
        <translation>填满影片</translation>
    </message>
    <message>
        <source>Fitted</source>
        <translation>适配</translation>
    </message>
    <message>
        <source>Fitted into the film as a new clip</source>
        <translation>像新剪辑一样适配到影片里</translation>
    </message>
    <message>
        <source>Frame clip</source>
        <translation>构图剪辑</translation>
    </message>
    <message>
        <source>Framing</source>
        <translation>构图</translation>
    </message>
    <message>
        <source>Left to right</source>
        <translation>左右</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Mirror: {0}</source>
        <translation>镜像：{0}</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>运动</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Reset framing</source>
        <translation>重置构图</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Stretched to the film</source>
        <translation>拉伸到影片大小</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Upside down</source>
        <translation>上下</translation>
    </message>
    <message>
        <source>Whole inside the film</source>
        <translation>完整放进影片</translation>
    </message>
    <message>
        <source>across</source>
        <translation>横</translation>
    </message>
    <message>
        <source>bottom</source>
        <translation>下</translation>
    </message>
    <message>
        <source>down</source>
        <translation>纵</translation>
    </message>
    <message>
        <source>left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>top</source>
        <translation>上</translation>
    </message>
</context>
<context>
    <name>FreezeForm</name>
    <message>
        <source>For</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>定格</translation>
    </message>
    <message>
        <source>Freeze {0}</source>
        <translation>定格 {0}</translation>
    </message>
    <message>
        <source>Holds the picture at frame {0}.</source>
        <translation>停在第 {0} 帧的画面。</translation>
    </message>
    <message>
        <source>Nothing moves, and the sound goes on</source>
        <translation>画面静止，声音继续</translation>
    </message>
    <message>
        <source>The film gets longer</source>
        <translation>影片变长</translation>
    </message>
    <message>
        <source>What follows</source>
        <translation>后面的内容</translation>
    </message>
    <message>
        <source>lies below</source>
        <translation>被盖住</translation>
    </message>
    <message>
        <source>moves back</source>
        <translation>随之后移</translation>
    </message>
</context>
<context>
    <name>FullScreen</name>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
</context>
<context>
    <name>GradeForm</name>
    <message>
        <source>A .cube file with a look; it can also be dropped here or on a clip</source>
        <translation>带有风格的 .cube 文件；也可以拖放到这里或剪辑上</translation>
    </message>
    <message>
        <source>A double click takes it back</source>
        <translation>双击复原</translation>
    </message>
    <message>
        <source>Brings the mean and the spread of the colours close to another clip&apos;s</source>
        <translation>让颜色的平均值和分布接近另一个剪辑</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the colours of this clip</source>
        <translation>复制此剪辑的颜色</translation>
    </message>
    <message>
        <source>Correct colours</source>
        <translation>校正颜色</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>曝光</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>增益</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>伽马</translation>
    </message>
    <message>
        <source>Lift</source>
        <translation>提升</translation>
    </message>
    <message>
        <source>Look-up table</source>
        <translation>查找表</translation>
    </message>
    <message>
        <source>Look-up table: {0}</source>
        <translation>查找表：{0}</translation>
    </message>
    <message>
        <source>Look-up tables ({0})</source>
        <translation>查找表（{0}）</translation>
    </message>
    <message>
        <source>Match colours to</source>
        <translation>匹配颜色到</translation>
    </message>
    <message>
        <source>No look-up table</source>
        <translation>不用查找表</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Paste copied colours on all clips that are chosen</source>
        <translation>把复制的颜色粘贴到所有选中的剪辑</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>饱和度</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>色温</translation>
    </message>
    <message>
        <source>The colours that the footage has</source>
        <translation>素材原来的颜色</translation>
    </message>
    <message>
        <source>Tint</source>
        <translation>色调</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>蓝</translation>
    </message>
    <message>
        <source>green</source>
        <translation>绿</translation>
    </message>
    <message>
        <source>red</source>
        <translation>红</translation>
    </message>
</context>
<context>
    <name>GridPicker</name>
    <message>
        <source>Mixed</source>
        <translation>不一致</translation>
    </message>
</context>
<context>
    <name>GridPopup</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
</context>
<context>
    <name>Guidance</name>
    <message>
        <source>Guidance</source>
        <translation>引导强度</translation>
    </message>
    <message>
        <source>How closely the words are followed (CFG): higher is stricter and harsher</source>
        <translation>遵循描述的程度（CFG）：越高越严格，也越生硬</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>This model is trained to draw without guidance</source>
        <translation>此模型经训练无需引导</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Help pages</source>
        <translation>帮助页面</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Edits of the open film are listed here; a click goes back to one.</source>
        <translation>已打开影片的编辑列在这里；单击可回到某一步。</translation>
    </message>
    <message>
        <source>Edits, oldest first</source>
        <translation>编辑，最早的在前</translation>
    </message>
    <message>
        <source>Undo history</source>
        <translation>撤销历史</translation>
    </message>
</context>
<context>
    <name>InterpolateForm</name>
    <message>
        <source>Find them</source>
        <translation>补出它们</translation>
    </message>
    <message>
        <source>Finds frames between frames, where footage has fewer a second than the film; or gives the film a higher rate.</source>
        <translation>在帧与帧之间补帧，用于帧率低于影片的素材；或提高影片的帧率。</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>每秒帧数</translation>
    </message>
    <message>
        <source>More frames</source>
        <translation>补帧</translation>
    </message>
    <message>
        <source>No footage has frames missing; choose a higher rate, or slow motion.</source>
        <translation>没有素材缺帧；请选择更高的帧率，或慢动作。</translation>
    </message>
    <message>
        <source>as now</source>
        <translation>不变</translation>
    </message>
</context>
<context>
    <name>JobList</name>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
</context>
<context>
    <name>JobModel</name>
    <message>
        <source>Card {0} · {1}</source>
        <translation>卡片 {0} · {1}</translation>
    </message>
    <message>
        <source>Cards {0}–{2} · {1}</source>
        <translation>卡片 {0}–{2} · {1}</translation>
    </message>
    <message>
        <source>Frames {1}</source>
        <translation>第 {1} 帧</translation>
    </message>
    <message>
        <source>{0} · variation</source>
        <translation>{0} · 变体</translation>
    </message>
</context>
<context>
    <name>JobsPanel</name>
    <message>
        <source>Again with another seed</source>
        <translation>换个种子再来一次</translation>
    </message>
    <message>
        <source>Alt+Down</source>
        <translation>Alt+Down</translation>
    </message>
    <message>
        <source>Alt+Up</source>
        <translation>Alt+Up</translation>
    </message>
    <message>
        <source>Begin again as the card is now</source>
        <translation>按卡片现状重新开始</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>全部取消</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>清除已完成</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>提前</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>推后</translation>
    </message>
    <message>
        <source>Let the queue go on</source>
        <translation>让队列继续</translation>
    </message>
    <message>
        <source>More about the queue</source>
        <translation>队列的更多操作</translation>
    </message>
    <message>
        <source>Nothing is being drawn.
Describe a card and press its button; it queues here.</source>
        <translation>没有正在绘制的内容。
描述一张卡片并按下按钮，它会在这里排队。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pause after this card</source>
        <translation>此卡片之后暂停</translation>
    </message>
    <message>
        <source>Pause and free the memory</source>
        <translation>暂停并释放内存</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Show the card</source>
        <translation>显示卡片</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>Stop drawing; what is drawn is kept</source>
        <translation>停止绘制；已绘制的会保留</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>从列表移除</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>KeepTemplateForm</name>
    <message>
        <source>Cards</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Give the template a name.</source>
        <translation>请给模板命名。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keep as a template</source>
        <translation>保存为模板</translation>
    </message>
    <message>
        <source>Keeps what the cards say, and how long they last, to begin other films with.</source>
        <translation>保存卡片的描述和时长，用来开始其他影片。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>{0} cards are kept as the template “{1}”.</source>
        <translation>{0} 张卡片已保存为模板“{1}”。</translation>
    </message>
</context>
<context>
    <name>KeyframeRow</name>
    <message>
        <source>Attach keyframe</source>
        <translation>添加关键帧</translation>
    </message>
    <message>
        <source>Drop a picture: the card starts with it.</source>
        <translation>拖入一张图片：卡片从它开始。</translation>
    </message>
    <message>
        <source>Keyframe at {0}: {1}</source>
        <translation>关键帧 {0}：{1}</translation>
    </message>
    <message>
        <source>Keyframes of this card</source>
        <translation>此卡片的关键帧</translation>
    </message>
    <message>
        <source>Remove keyframe</source>
        <translation>移除关键帧</translation>
    </message>
    <message>
        <source>Remove this keyframe</source>
        <translation>移除此关键帧</translation>
    </message>
</context>
<context>
    <name>LabelFields</name>
    <message>
        <source>Anybody who gets the file can read them</source>
        <translation>得到文件的人都能读到</translation>
    </message>
    <message>
        <source>Content credentials: whose file it is, and which parts a model drew; nothing is sent</source>
        <translation>内容凭证：文件属于谁，哪些部分由模型绘制；不发送任何内容</translation>
    </message>
    <message>
        <source>Mark in the picture</source>
        <translation>画面中的标记</translation>
    </message>
    <message>
        <source>No mark in the picture</source>
        <translation>画面中不加标记</translation>
    </message>
    <message>
        <source>Sign with my own key</source>
        <translation>用我自己的密钥签名</translation>
    </message>
    <message>
        <source>Tell the prompts</source>
        <translation>写入提示词</translation>
    </message>
    <message>
        <source>“Made with AI” for 2 s</source>
        <translation>“AI 生成”显示 2 秒</translation>
    </message>
    <message>
        <source>“Made with AI” throughout</source>
        <translation>始终显示“AI 生成”</translation>
    </message>
</context>
<context>
    <name>LanguagePicker</name>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Install a font with Chinese letters, such as the package {0}, to choose it.</source>
        <translation>要选择它，请安装中文字体，例如软件包 {0}。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Simplified Chinese (no font for it)</source>
        <translation>简体中文（缺少字体）</translation>
    </message>
</context>
<context>
    <name>LevelForm</name>
    <message>
        <source>At 100 % nothing of what lies below shows through</source>
        <translation>100 % 时下面的内容完全不透出</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Same throughout</source>
        <translation>始终相同</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Volume and opacity</source>
        <translation>音量和不透明度</translation>
    </message>
    <message>
        <source>Without key frames, as it is at the playhead</source>
        <translation>不用关键帧，始终如播放头处</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>Audio meter</source>
        <translation>音频电平表</translation>
    </message>
    <message>
        <source>It was too loud and clipped; click to clear.</source>
        <translation>声音过大，已削波；单击清除。</translation>
    </message>
    <message>
        <source>Level: %1 and %2 dB</source>
        <translation>电平：%1 和 %2 dB</translation>
    </message>
    <message>
        <source>Level: silent</source>
        <translation>电平：无声</translation>
    </message>
</context>
<context>
    <name>LibraryPanel</name>
    <message>
        <source>As they came</source>
        <translation>按导入顺序</translation>
    </message>
    <message>
        <source>By kind</source>
        <translation>按类型</translation>
    </message>
    <message>
        <source>By length</source>
        <translation>按长度</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Drop footage, pictures or sound here.</source>
        <translation>把素材、图片或声音拖到这里。</translation>
    </message>
    <message>
        <source>Footage, pictures and sound of this film</source>
        <translation>本影片的素材、图片和声音</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>媒体库</translation>
    </message>
    <message>
        <source>Nothing is called that.</source>
        <translation>没有这样的名称。</translation>
    </message>
    <message>
        <source>Order and removal</source>
        <translation>排序与移除</translation>
    </message>
    <message>
        <source>Remove all that is not used</source>
        <translation>移除所有未使用的</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search the library</source>
        <translation>搜索媒体库</translation>
    </message>
    <message>
        <source>Select something in the library first.</source>
        <translation>请先在素材库中选择内容。</translation>
    </message>
    <message>
        <source>Unused first</source>
        <translation>未使用的在前</translation>
    </message>
</context>
<context>
    <name>Look</name>
    <message>
        <source>Avoid</source>
        <translation>避免</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>风格</translation>
    </message>
    <message>
        <source>The style is kept; find it in the grid of styles.</source>
        <translation>风格已保存；可在风格列表中找到。</translation>
    </message>
    <message>
        <source>The style “{0}” is removed.</source>
        <translation>风格“{0}”已移除。</translation>
    </message>
    <message>
        <source>What to avoid</source>
        <translation>要避免什么</translation>
    </message>
    <message>
        <source>Words for what should not appear</source>
        <translation>不应出现的内容</translation>
    </message>
    <message>
        <source>strength {0}</source>
        <translation>强度 {0}</translation>
    </message>
    <message>
        <source>without {0}</source>
        <translation>不含 {0}</translation>
    </message>
</context>
<context>
    <name>LoopForm</name>
    <message>
        <source>A length of your own</source>
        <translation>自定长度</translation>
    </message>
    <message>
        <source>As in the card before</source>
        <translation>与前面的卡片相同</translation>
    </message>
    <message>
        <source>Drawn behind the film&apos;s end</source>
        <translation>画在影片末尾之后</translation>
    </message>
    <message>
        <source>Frames in all</source>
        <translation>总帧数</translation>
    </message>
    <message>
        <source>It takes</source>
        <translation>占用</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>Make it loop</source>
        <translation>做成循环</translation>
    </message>
    <message>
        <source>The film keeps its length</source>
        <translation>影片长度不变</translation>
    </message>
    <message>
        <source>The film&apos;s end leads back to its beginning, to be played round and round.</source>
        <translation>影片末尾接回开头，可以反复循环播放。</translation>
    </message>
    <message>
        <source>The way back</source>
        <translation>返回的过程</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>发生什么</translation>
    </message>
    <message>
        <source>What happens there</source>
        <translation>那里发生什么</translation>
    </message>
    <message>
        <source>all of the film</source>
        <translation>整部影片</translation>
    </message>
    <message>
        <source>and what is drawn behind it</source>
        <translation>以及末尾之后绘制的部分</translation>
    </message>
    <message>
        <source>new frames</source>
        <translation>新的帧</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>the last frames anew</source>
        <translation>重画最后几帧</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
</context>
<context>
    <name>LoraList</name>
    <message>
        <source>Add a LoRA</source>
        <translation>添加 LoRA</translation>
    </message>
    <message>
        <source>Add a LoRA…</source>
        <translation>添加 LoRA…</translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>Remove LoRA</source>
        <translation>移除 LoRA</translation>
    </message>
    <message>
        <source>Take this LoRA away</source>
        <translation>移除此 LoRA</translation>
    </message>
    <message>
        <source>Take {0} away</source>
        <translation>移除 {0}</translation>
    </message>
    <message>
        <source>Weight of {0}</source>
        <translation>{0} 的权重</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>(for reading)</source>
        <translation>（只读）</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Export the film</source>
        <translation>导出影片</translation>
    </message>
    <message>
        <source>Exported {0}: {1} frames.</source>
        <translation>已导出 {0}：{1} 帧。</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Film</source>
        <translation>影片</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>媒体库</translation>
    </message>
    <message>
        <source>Saved {0}.</source>
        <translation>已保存 {0}。</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>示波器</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Write the film as an MP4</source>
        <translation>把影片写成 MP4</translation>
    </message>
</context>
<context>
    <name>MarkerEditor</name>
    <message>
        <source>Amber</source>
        <translation>琥珀</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Delete marker</source>
        <translation>删除标记</translation>
    </message>
    <message>
        <source>Edit marker</source>
        <translation>编辑标记</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰</translation>
    </message>
    <message>
        <source>Marker at %1</source>
        <translation>标记 %1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>橙</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>紫</translation>
    </message>
</context>
<context>
    <name>MemoryGauge</name>
    <message>
        <source>GPU</source>
        <translation>显存</translation>
    </message>
    <message>
        <source>GPU {0} of {1} GB</source>
        <translation>显存 {0} / {1} GB</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Memory {0} of {1} GB</source>
        <translation>内存 {0} / {1} GB</translation>
    </message>
</context>
<context>
    <name>ModelDetail</name>
    <message>
        <source>Accept the licence first</source>
        <translation>请先接受许可证</translation>
    </message>
    <message>
        <source>Beginning…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>Built in, for planning a board and for learning: it draws animatics in flat colours on any processor. It knows balls, boxes, stars, rings, triangles, trees, houses, boats, birds and people; meadow, desert, sea, night, snow, sunset, city and forest; and ten colours. For pictures like those of a camera, get a larger model.</source>
        <translation>内置模型，用于规划故事板和学习：可在任何处理器上绘制平涂动态分镜。它认识球、盒子、星星、圆环、三角形、树、房子、船、鸟和人；草地、沙漠、大海、夜晚、雪地、日落、城市和森林；以及十种颜色。若要像摄影机拍摄的画面，请获取更大的模型。</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Choose another place…</source>
        <translation>选择其他位置…</translation>
    </message>
    <message>
        <source>For one window: {0}.</source>
        <translation>一个窗口：{0}。</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Get</source>
        <translation>获取</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>存放到</translation>
    </message>
    <message>
        <source>I have read and accept this licence</source>
        <translation>我已阅读并接受此许可证</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Lies in</source>
        <translation>位于</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Read every file and compare it with what was put there</source>
        <translation>读取每个文件，与存放时的内容比较</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>从列表移除</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>Throw away…</source>
        <translation>丢弃…</translation>
    </message>
    <message>
        <source>Use for new cards</source>
        <translation>用于新卡片</translation>
    </message>
    <message>
        <source>Used for new cards</source>
        <translation>已用于新卡片</translation>
    </message>
    <message>
        <source>Where models go</source>
        <translation>模型存放位置</translation>
    </message>
    <message>
        <source>from {0}; the exact size is told when it begins</source>
        <translation>来自 {0}；开始时会显示准确大小</translation>
    </message>
    <message>
        <source>{0} a second</source>
        <translation>每秒 {0}</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>ModelPicker</name>
    <message>
        <source>Mixed</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>放不下</translation>
    </message>
    <message>
        <source>{0} (missing)</source>
        <translation>{0}（缺失）</translation>
    </message>
    <message>
        <source>{0} (the film&apos;s)</source>
        <translation>{0}（影片的）</translation>
    </message>
</context>
<context>
    <name>ModelProcess</name>
    <message>
        <source>It ended without saying why.</source>
        <translation>它没有说明原因就结束了。</translation>
    </message>
    <message>
        <source>The program that gets models could not be started.</source>
        <translation>无法启动获取模型的程序。</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>A LoRA, or a model as one .safetensors or .gguf file</source>
        <translation>LoRA，或单个 .safetensors 或 .gguf 文件的模型</translation>
    </message>
    <message>
        <source>A copy needs room on the disk; a folder in use must stay there.</source>
        <translation>复制需要磁盘空间；直接使用的文件夹须留在原处。</translation>
    </message>
    <message>
        <source>A model in diffusers&apos; layout that is on this machine already</source>
        <translation>本机已有的 diffusers 布局的模型</translation>
    </message>
    <message>
        <source>Add a file…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Add a model folder</source>
        <translation>添加模型文件夹</translation>
    </message>
    <message>
        <source>Add a model or a LoRA</source>
        <translation>添加模型或 LoRA</translation>
    </message>
    <message>
        <source>Adding {0}…</source>
        <translation>正在添加 {0}…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the folder, or use it where it is?</source>
        <translation>复制文件夹，还是在原处使用？</translation>
    </message>
    <message>
        <source>LoRAs</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>Looking at what is here, and what this machine can draw with…</source>
        <translation>正在查看已有内容和本机的绘制能力…</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>在本机</translation>
    </message>
    <message>
        <source>Only the files that Tweenboard put there are deleted.</source>
        <translation>只删除 Tweenboard 放在那里的文件。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove {0} from this machine?</source>
        <translation>从本机移除 {0}？</translation>
    </message>
    <message>
        <source>Stopped; what was fetched is kept.</source>
        <translation>已停止；已获取的部分会保留。</translation>
    </message>
    <message>
        <source>To get</source>
        <translation>可获取</translation>
    </message>
    <message>
        <source>Use it there</source>
        <translation>在原处使用</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>{0} is not on this computer.</source>
        <translation>{0} 不在这台电脑上。</translation>
    </message>
    <message>
        <source>{0} – half got</source>
        <translation>{0} – 获取了一部分</translation>
    </message>
    <message>
        <source>{0} – too large here</source>
        <translation>{0} – 本机放不下</translation>
    </message>
</context>
<context>
    <name>MoveRow</name>
    <message>
        <source>From the clip&apos;s first frame to its last; the picture fills the frame</source>
        <translation>从剪辑的第一帧到最后一帧；画面充满画框</translation>
    </message>
    <message>
        <source>Slow moves</source>
        <translation>缓慢运动</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
    <message>
        <source>No action</source>
        <translation>没有操作</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>通知</translation>
    </message>
</context>
<context>
    <name>Notifier</name>
    <message>
        <source>A card</source>
        <translation>一张卡片</translation>
    </message>
    <message>
        <source>{0} is drawn.</source>
        <translation>{0} 已绘制。</translation>
    </message>
    <message>
        <source>{0} more to draw.</source>
        <translation>还有 {0} 张要绘制。</translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
</context>
<context>
    <name>PaletteDialog</name>
    <message>
        <source>Find an action</source>
        <translation>查找操作</translation>
    </message>
    <message>
        <source>Find an action, a card or a marker</source>
        <translation>查找操作、卡片或标记</translation>
    </message>
    <message>
        <source>Nothing is called that; try another word.</source>
        <translation>没有这样的名称；换个词试试。</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>查找结果</translation>
    </message>
</context>
<context>
    <name>PictureDrops</name>
    <message>
        <source>Add it to the film</source>
        <translation>添加到影片</translation>
    </message>
    <message>
        <source>Add to the film</source>
        <translation>添加到影片</translation>
    </message>
    <message>
        <source>Only files on this computer can be dropped here; save it first.</source>
        <translation>这里只能拖入本机文件；请先保存它。</translation>
    </message>
    <message>
        <source>{0}: at frame {1}</source>
        <translation>{0}：在第 {1} 帧</translation>
    </message>
</context>
<context>
    <name>PictureRows</name>
    <message>
        <source>Choose a picture</source>
        <translation>选择图片</translation>
    </message>
    <message>
        <source>No further picture</source>
        <translation>不再加图片</translation>
    </message>
    <message>
        <source>Picture {0}</source>
        <translation>图片 {0}</translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画面</translation>
    </message>
</context>
<context>
    <name>PlaceEdit</name>
    <message>
        <source>Frame</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Go to a frame: 114, or +20 and -20</source>
        <translation>跳到某帧：114，或 +20、-20</translation>
    </message>
    <message>
        <source>Go to a timecode: 4:18, 00:00:04:18, or +20 frames</source>
        <translation>跳到时间码：4:18、00:00:04:18，或 +20 帧</translation>
    </message>
    <message>
        <source>Timecode</source>
        <translation>时间码</translation>
    </message>
    <message>
        <source>“%1” is no place in the film; write 00:00:04:18, 114 or +20.</source>
        <translation>“%1”不是影片中的位置；请写 00:00:04:18、114 或 +20。</translation>
    </message>
</context>
<context>
    <name>PromptFields</name>
    <message>
        <source>Action</source>
        <translation>动作</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>运镜</translation>
    </message>
    <message>
        <source>Fill from text</source>
        <translation>从文本填入</translation>
    </message>
    <message>
        <source>Fill in the fields</source>
        <translation>填入各栏</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>光线</translation>
    </message>
    <message>
        <source>Mood</source>
        <translation>氛围</translation>
    </message>
    <message>
        <source>Put these fields together into the text above</source>
        <translation>把这些栏合并到上面的文本</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>Shot</source>
        <translation>景别</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主体</translation>
    </message>
    <message>
        <source>Take the text above apart into these fields</source>
        <translation>把上面的文本拆分到这些栏</translation>
    </message>
    <message>
        <source>Write as one text</source>
        <translation>合成一段文本</translation>
    </message>
    <message>
        <source>Write as text</source>
        <translation>合成文本</translation>
    </message>
    <message>
        <source>a red fox</source>
        <translation>一只红狐</translation>
    </message>
    <message>
        <source>in a birch forest</source>
        <translation>在白桦林里</translation>
    </message>
    <message>
        <source>low golden light</source>
        <translation>低斜的金色光线</translation>
    </message>
    <message>
        <source>quiet and dreamy</source>
        <translation>安静如梦</translation>
    </message>
    <message>
        <source>runs through the snow</source>
        <translation>在雪中奔跑</translation>
    </message>
    <message>
        <source>wide shot</source>
        <translation>全景</translation>
    </message>
</context>
<context>
    <name>QualityButton</name>
    <message>
        <source>Automatic: previews of heavy footage</source>
        <translation>自动：较重的素材用代理</translation>
    </message>
    <message>
        <source>Full: always the footage itself</source>
        <translation>完整：总用素材本身</translation>
    </message>
    <message>
        <source>Half: previews of all footage</source>
        <translation>一半：所有素材用代理</translation>
    </message>
    <message>
        <source>Quality of the picture here: {0}</source>
        <translation>此处画面质量：{0}</translation>
    </message>
    <message>
        <source>Quarter: smaller previews</source>
        <translation>四分之一：更小的代理</translation>
    </message>
</context>
<context>
    <name>RecentFilm</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation>打开 {0}</translation>
    </message>
    <message>
        <source>Take off this list</source>
        <translation>从列表移除</translation>
    </message>
</context>
<context>
    <name>RecentFilms</name>
    <message>
        <source>None yet</source>
        <translation>暂无</translation>
    </message>
</context>
<context>
    <name>RecentRow</name>
    <message>
        <source>Recent films</source>
        <translation>最近的影片</translation>
    </message>
</context>
<context>
    <name>RecipeDialog</name>
    <message>
        <source>Again with this</source>
        <translation>照此再来一次</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>The card takes over words, seed and settings</source>
        <translation>卡片采用其提示词、种子和设置</translation>
    </message>
</context>
<context>
    <name>Recovery</name>
    <message>
        <source>A take is damaged or incomplete and was left out; its card can be drawn again.</source>
        <translation>一个版本损坏或不完整，已略去；可重新绘制其卡片。</translation>
    </message>
    <message>
        <source>All backups…</source>
        <translation>全部备份…</translation>
    </message>
    <message>
        <source>Relink…</source>
        <translation>重新链接…</translation>
    </message>
    <message>
        <source>Restore the backup of {0}</source>
        <translation>恢复 {0} 的备份</translation>
    </message>
    <message>
        <source>Restore this backup</source>
        <translation>恢复此备份</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>保存副本…</translation>
    </message>
    <message>
        <source>Show the file</source>
        <translation>显示文件</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>显示文件夹</translation>
    </message>
    <message>
        <source>Takes that cannot be used</source>
        <translation>无法使用的版本</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Which…</source>
        <translation>哪些…</translation>
    </message>
    <message>
        <source>{0} files are missing and show as offline: {1}</source>
        <translation>{0} 个文件缺失，显示为离线：{1}</translation>
    </message>
    <message>
        <source>{0} files had moved and were found again: {1}</source>
        <translation>{0} 个文件已移动并重新找到：{1}</translation>
    </message>
    <message>
        <source>{0} had moved and was found again.</source>
        <translation>{0} 已移动并重新找到。</translation>
    </message>
    <message>
        <source>{0} is missing and shows as offline.</source>
        <translation>{0} 缺失，显示为离线。</translation>
    </message>
    <message>
        <source>{0} takes are damaged or incomplete and were left out; their cards can be drawn again.</source>
        <translation>{0} 个版本损坏或不完整，已略去；可重新绘制其卡片。</translation>
    </message>
</context>
<context>
    <name>RecutForm</name>
    <message>
        <source>0–48, 96–120; or numbers of cards: 2, 1</source>
        <translation>0–48, 96–120；或卡片编号：2, 1</translation>
    </message>
    <message>
        <source>All of the film is kept so, and nothing changes.</source>
        <translation>这样会保留整部影片，没有任何变化。</translation>
    </message>
    <message>
        <source>As in the card beside</source>
        <translation>与旁边的卡片相同</translation>
    </message>
    <message>
        <source>Extend it by</source>
        <translation>延长</translation>
    </message>
    <message>
        <source>In a new film; this one stays as it is</source>
        <translation>放到新影片；本影片保持不变</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Keeps only some stretches of the film, in the order you write them; then extends it, if you like. Undo brings the others back.</source>
        <translation>按你写的顺序只保留影片的几段；还可再延长。撤销可以找回其余部分。</translation>
    </message>
    <message>
        <source>Recut</source>
        <translation>重剪</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>发生什么</translation>
    </message>
    <message>
        <source>What happens there</source>
        <translation>那里发生什么</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Write which frames are kept, such as 0–48.</source>
        <translation>请写出要保留的帧，例如 0–48。</translation>
    </message>
    <message>
        <source>{0} recut.tween</source>
        <translation>{0} 重剪.tween</translation>
    </message>
</context>
<context>
    <name>RedoForm</name>
    <message>
        <source>As the card there says</source>
        <translation>按那里的卡片</translation>
    </message>
    <message>
        <source>Draws a stretch again between the frames beside it, with another seed.</source>
        <translation>在相邻帧之间重新绘制一段，使用另一个种子。</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重画</translation>
    </message>
    <message>
        <source>Redo {0}</source>
        <translation>重画 {0}</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>发生什么</translation>
    </message>
    <message>
        <source>What happens there</source>
        <translation>那里发生什么</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
</context>
<context>
    <name>ReferenceRow</name>
    <message>
        <source>Add reference</source>
        <translation>添加参考</translation>
    </message>
    <message>
        <source>Drop pictures of a person, thing or place to follow, up to {0}.</source>
        <translation>拖入要遵循的人物、物体或地点的图片，最多 {0} 张。</translation>
    </message>
    <message>
        <source>How closely {0} is followed</source>
        <translation>遵循 {0} 的程度</translation>
    </message>
    <message>
        <source>Reference: {0}</source>
        <translation>参考：{0}</translation>
    </message>
    <message>
        <source>References of this card</source>
        <translation>此卡片的参考</translation>
    </message>
    <message>
        <source>Remove reference</source>
        <translation>移除参考</translation>
    </message>
    <message>
        <source>Remove this reference</source>
        <translation>移除此参考</translation>
    </message>
    <message>
        <source>Weight of a reference</source>
        <translation>参考的权重</translation>
    </message>
    <message>
        <source>{0} follows no references: a picture becomes the card&apos;s first frame.</source>
        <translation>{0} 不支持参考：图片会成为卡片的第一帧。</translation>
    </message>
    <message>
        <source>{0} follows no references; remove them, or choose another model.</source>
        <translation>{0} 不支持参考；请移除，或换一个模型。</translation>
    </message>
</context>
<context>
    <name>RefineForm</name>
    <message>
        <source>Card</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Drawn anew</source>
        <translation>重新绘制</translation>
    </message>
    <message>
        <source>Draws a card at full size, begun from its draft and with the same seed.</source>
        <translation>按全尺寸绘制卡片，从草稿开始，种子相同。</translation>
    </message>
    <message>
        <source>How much of the drawing is done anew, 0 … 1</source>
        <translation>重新绘制多少，0 … 1</translation>
    </message>
    <message>
        <source>No card has a draft yet; draw one with Tools, Draft.</source>
        <translation>还没有卡片有草稿；请先用“工具 › 草稿”绘制。</translation>
    </message>
    <message>
        <source>No draft yet</source>
        <translation>还没有草稿</translation>
    </message>
    <message>
        <source>Refine</source>
        <translation>精修</translation>
    </message>
</context>
<context>
    <name>RegionBar</name>
    <message>
        <source>Box: drag it</source>
        <translation>方框：拖动</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>End painting</source>
        <translation>结束涂画</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮</translation>
    </message>
    <message>
        <source>Follow what is painted here over the card</source>
        <translation>在整张卡片内跟踪涂画的内容</translation>
    </message>
    <message>
        <source>Forget what is painted on this card</source>
        <translation>清除此卡片上的涂画</translation>
    </message>
    <message>
        <source>Paint over what should change</source>
        <translation>涂画要改变的部分</translation>
    </message>
    <message>
        <source>Painting</source>
        <translation>涂画</translation>
    </message>
    <message>
        <source>Polygon: click its corners, then the first one again</source>
        <translation>多边形：逐个单击顶点，最后回到第一个</translation>
    </message>
    <message>
        <source>Size of the brush</source>
        <translation>画笔大小</translation>
    </message>
    <message>
        <source>Soft edge</source>
        <translation>柔边</translation>
    </message>
    <message>
        <source>Stop following</source>
        <translation>停止跟踪</translation>
    </message>
    <message>
        <source>Subject: drag a box around all of it; it is found and followed</source>
        <translation>主体：拖出方框把它整个框住，自动找到并跟踪</translation>
    </message>
</context>
<context>
    <name>RegionList</name>
    <message>
        <source>Box {0}</source>
        <translation>方框 {0}</translation>
    </message>
    <message>
        <source>Outline {0}</source>
        <translation>轮廓 {0}</translation>
    </message>
    <message>
        <source>Remove region</source>
        <translation>移除区域</translation>
    </message>
    <message>
        <source>Show its first frame</source>
        <translation>显示它的第一帧</translation>
    </message>
    <message>
        <source>Take this region away</source>
        <translation>移除此区域</translation>
    </message>
    <message>
        <source>Take {0} away</source>
        <translation>移除 {0}</translation>
    </message>
    <message>
        <source>{0}, moving</source>
        <translation>{0}，移动</translation>
    </message>
    <message>
        <source>{0}: frames {1}</source>
        <translation>{0}：第 {1} 帧</translation>
    </message>
    <message>
        <source>{0}: the whole card</source>
        <translation>{0}：整张卡片</translation>
    </message>
</context>
<context>
    <name>RegionPainter</name>
    <message>
        <source>Erase</source>
        <translation>擦除</translation>
    </message>
    <message>
        <source>Follow what is painted</source>
        <translation>跟踪涂画的内容</translation>
    </message>
    <message>
        <source>Following {0} of {1}</source>
        <translation>正在跟踪 {0} / {1}</translation>
    </message>
    <message>
        <source>Forget what is painted</source>
        <translation>清除涂画的内容</translation>
    </message>
    <message>
        <source>Nothing says what happens in this card; describe it, or say what to replace.</source>
        <translation>这张卡片还没写发生什么；请描述，或说明要替换什么。</translation>
    </message>
    <message>
        <source>Paint</source>
        <translation>涂画</translation>
    </message>
    <message>
        <source>Paint a subject</source>
        <translation>涂画主体</translation>
    </message>
    <message>
        <source>Put the playhead into the card that you paint on.</source>
        <translation>把播放头放到要涂画的卡片里。</translation>
    </message>
    <message>
        <source>Remix</source>
        <translation>改绘</translation>
    </message>
    <message>
        <source>Select a card first: what is painted belongs to a card.</source>
        <translation>先选择一张卡片：涂画属于卡片。</translation>
    </message>
    <message>
        <source>Soft edge</source>
        <translation>柔边</translation>
    </message>
    <message>
        <source>The card has changed meanwhile; paint it again.</source>
        <translation>卡片在此期间有改动；请重新涂画。</translation>
    </message>
</context>
<context>
    <name>RelinkDialog</name>
    <message>
        <source>A folder is searched with all that is in it. Files are known by what they hold, not by name.</source>
        <translation>连同子文件夹一起搜索。按内容认文件，不看名称。</translation>
    </message>
    <message>
        <source>Choose the file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Found {0} of {1} files.</source>
        <translation>找到 {0} / {1} 个文件。</translation>
    </message>
    <message>
        <source>Looking at {0}…</source>
        <translation>正在查看 {0}…</translation>
    </message>
    <message>
        <source>Missing files</source>
        <translation>缺失的文件</translation>
    </message>
    <message>
        <source>Missing footage</source>
        <translation>缺失的素材</translation>
    </message>
    <message>
        <source>No footage of this film is missing.</source>
        <translation>本影片没有缺失的素材。</translation>
    </message>
    <message>
        <source>None of the missing files is in {0}.</source>
        <translation>{0} 中没有缺失的文件。</translation>
    </message>
    <message>
        <source>Search a folder</source>
        <translation>搜索文件夹</translation>
    </message>
    <message>
        <source>Search a folder…</source>
        <translation>搜索文件夹…</translation>
    </message>
    <message>
        <source>Searching {0}…</source>
        <translation>正在搜索 {0}…</translation>
    </message>
    <message>
        <source>Use it anyway</source>
        <translation>仍然使用</translation>
    </message>
    <message>
        <source>Was in</source>
        <translation>原位置</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>Where is {0}?</source>
        <translation>{0} 在哪里？</translation>
    </message>
    <message>
        <source>{0} is used now.</source>
        <translation>现在使用 {0}。</translation>
    </message>
</context>
<context>
    <name>RemixForm</name>
    <message>
        <source>As the card there says</source>
        <translation>按那里的卡片</translation>
    </message>
    <message>
        <source>Draws what is there anew in part. Say what happens instead, or a change: “replace the door by French doors”, “remove the man”, “add rain”.</source>
        <translation>部分重绘已有画面。写出改成什么，或要做的修改：“把门换成落地窗”“去掉那个男人”“加上雨”。</translation>
    </message>
    <message>
        <source>New words, or a change</source>
        <translation>新的描述，或修改</translation>
    </message>
    <message>
        <source>Only what is painted on the card is drawn anew; paint in the viewer.</source>
        <translation>只重绘卡片上涂画的部分；请在监视器中涂画。</translation>
    </message>
    <message>
        <source>Remix</source>
        <translation>改绘</translation>
    </message>
    <message>
        <source>Remix {0}</source>
        <translation>改绘 {0}</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>描述</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the whole list</source>
        <translation>复制整个列表</translation>
    </message>
</context>
<context>
    <name>RestyleForm</name>
    <message>
        <source>A strength for all, not the style&apos;s own</source>
        <translation>统一强度，不用风格自带的</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Gives cards another style. Those with words keep them; footage without words is redrawn towards the style.</source>
        <translation>给卡片换一种风格。有描述的保留描述；没有描述的素材朝该风格重绘。</translation>
    </message>
    <message>
        <source>No style</source>
        <translation>无风格</translation>
    </message>
    <message>
        <source>Restyle</source>
        <translation>换风格</translation>
    </message>
    <message>
        <source>Restyle: {0}</source>
        <translation>换风格：{0}</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>风格</translation>
    </message>
</context>
<context>
    <name>SaveStyleDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>How it looks</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the style</source>
        <translation>风格名称</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save as style</source>
        <translation>保存为风格</translation>
    </message>
    <message>
        <source>the style, light and mood that the card says</source>
        <translation>卡片写明的风格、光线和氛围</translation>
    </message>
</context>
<context>
    <name>ScaleSwitch</name>
    <message>
        <source>A quarter of the pixels, drawn quickly</source>
        <translation>像素只有四分之一，绘制更快</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Full size</source>
        <translation>全尺寸</translation>
    </message>
    <message>
        <source>The model&apos;s own size</source>
        <translation>模型自身的尺寸</translation>
    </message>
</context>
<context>
    <name>ScopePlot</name>
    <message>
        <source>Scope</source>
        <translation>示波器</translation>
    </message>
</context>
<context>
    <name>ScopesPanel</name>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>示波器</translation>
    </message>
    <message>
        <source>Vectorscope</source>
        <translation>矢量示波器</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>波形</translation>
    </message>
</context>
<context>
    <name>Seed</name>
    <message>
        <source>Keep this seed when drawing again</source>
        <translation>再次绘制时保留此种子</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>Roll another seed</source>
        <translation>换一个种子</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source> GB</source>
        <translation> GB</translation>
    </message>
    <message>
        <source>Address of a Ray cluster to draw on, from the next film on: HOST:6379, or auto</source>
        <translation>用于绘制的 Ray 集群地址，从下一部影片起生效：HOST:6379 或 auto</translation>
    </message>
    <message>
        <source>Address of the cluster</source>
        <translation>集群地址</translation>
    </message>
    <message>
        <source>Cache: previews, thumbnails, indexes; made again when they are missing</source>
        <translation>缓存：代理、缩略图、索引；缺少时会重新生成</translation>
    </message>
    <message>
        <source>Cards at a time</source>
        <translation>同时绘制卡片数</translation>
    </message>
    <message>
        <source>Cards drawn at a time</source>
        <translation>同时绘制的卡片数</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>绘制</translation>
    </message>
    <message>
        <source>Drawing one card together, from the next film on; only Wan can be drawn so</source>
        <translation>一起绘制一张卡片，从下一部影片起；只有 Wan 可以这样绘制</translation>
    </message>
    <message>
        <source>Empty the cache</source>
        <translation>清空缓存</translation>
    </message>
    <message>
        <source>Folder for new films</source>
        <translation>新影片的文件夹</translation>
    </message>
    <message>
        <source>Folder of models</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Folder of the cache</source>
        <translation>缓存文件夹</translation>
    </message>
    <message>
        <source>Graphics cards</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>Graphics cards that draw one card</source>
        <translation>一起绘制一张卡片的显卡数</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Memory at most</source>
        <translation>内存上限</translation>
    </message>
    <message>
        <source>Memory for drawing, in gigabytes</source>
        <translation>绘制用的内存，单位 GB</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Models folder</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>New films go to</source>
        <translation>新影片保存到</translation>
    </message>
    <message>
        <source>No model is installed</source>
        <translation>没有安装模型</translation>
    </message>
    <message>
        <source>None: draw on this machine</source>
        <translation>无：在本机绘制</translation>
    </message>
    <message>
        <source>Not drawn</source>
        <translation>不绘制</translation>
    </message>
    <message>
        <source>Of the processor, from the next film on</source>
        <translation>处理器线程，从下一部影片起</translation>
    </message>
    <message>
        <source>One for each graphics card, from the next film on</source>
        <translation>每块显卡一张，从下一部影片起</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Set from outside, by {0}</source>
        <translation>由外部的 {0} 设定</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Size at most</source>
        <translation>大小上限</translation>
    </message>
    <message>
        <source>Size of the cache, in gigabytes</source>
        <translation>缓存大小，单位 GB</translation>
    </message>
    <message>
        <source>The oldest go first</source>
        <translation>最旧的先移除</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Threads for drawing</source>
        <translation>绘制用的线程</translation>
    </message>
    <message>
        <source>Used now</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Usual place</source>
        <translation>默认位置</translation>
    </message>
    <message>
        <source>What drawing may plan with at most</source>
        <translation>绘制最多可用多少内存</translation>
    </message>
    <message>
        <source>{0} MB</source>
        <translation>{0} MB</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
</context>
<context>
    <name>SetupDialog</name>
    <message>
        <source>A folder for torch</source>
        <translation>torch 的文件夹</translation>
    </message>
    <message>
        <source>AMD graphics (ROCm)</source>
        <translation>AMD 显卡（ROCm）</translation>
    </message>
    <message>
        <source>Apple graphics (MPS)</source>
        <translation>Apple 显卡（MPS）</translation>
    </message>
    <message>
        <source>Asking what is needed…</source>
        <translation>正在查询所需内容…</translation>
    </message>
    <message>
        <source>Choose another place…</source>
        <translation>选择其他位置…</translation>
    </message>
    <message>
        <source>Draw with</source>
        <translation>绘制设备</translation>
    </message>
    <message>
        <source>Fetching…</source>
        <translation>正在获取…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Intel graphics (XPU)</source>
        <translation>Intel 显卡（XPU）</translation>
    </message>
    <message>
        <source>NVIDIA graphics (CUDA)</source>
        <translation>NVIDIA 显卡（CUDA）</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Putting it in its place; this takes some minutes…</source>
        <translation>正在放置到位；需要几分钟…</translation>
    </message>
    <message>
        <source>Room it takes</source>
        <translation>占用空间</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Set up drawing</source>
        <translation>设置绘制</translation>
    </message>
    <message>
        <source>Tweenboard draws with torch. It is fetched once, in the edition for your graphics card, checked against its hashes and kept in a folder of your own; films and models stay.</source>
        <translation>Tweenboard 使用 torch 绘制。它只需获取一次，按你的显卡选择版本，经哈希值校验后保存在你自己的文件夹中；影片和模型不受影响。</translation>
    </message>
    <message>
        <source>the processor alone</source>
        <translation>仅处理器</translation>
    </message>
    <message>
        <source>up to {0}</source>
        <translation>最多 {0}</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>操作及其快捷键</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>Every key as it was</source>
        <translation>恢复全部快捷键</translation>
    </message>
    <message>
        <source>Export keys</source>
        <translation>导出快捷键</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Import keys</source>
        <translation>导入快捷键</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>It has this key already.</source>
        <translation>它已有此快捷键。</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Keys from a file</source>
        <translation>来自文件的快捷键</translation>
    </message>
    <message>
        <source>Keys of another editor</source>
        <translation>其他软件的快捷键</translation>
    </message>
    <message>
        <source>Keys.toml</source>
        <translation>Keys.toml</translation>
    </message>
    <message>
        <source>Keys: {0}</source>
        <translation>快捷键：{0}</translation>
    </message>
    <message>
        <source>New key: press it here</source>
        <translation>新快捷键：在此按下</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>无快捷键</translation>
    </message>
    <message>
        <source>No new key</source>
        <translation>没有新快捷键</translation>
    </message>
    <message>
        <source>Press a new key here</source>
        <translation>在此按下新快捷键</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Saved {0}.</source>
        <translation>已保存 {0}。</translation>
    </message>
    <message>
        <source>Search by name or by key</source>
        <translation>按名称或按键搜索</translation>
    </message>
    <message>
        <source>Search the shortcuts</source>
        <translation>搜索快捷键</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>设定</translation>
    </message>
    <message>
        <source>Take all keys away</source>
        <translation>移除全部快捷键</translation>
    </message>
    <message>
        <source>The keys of the editor you know</source>
        <translation>你熟悉的编辑软件的快捷键</translation>
    </message>
    <message>
        <source>The usual keys again</source>
        <translation>恢复默认快捷键</translation>
    </message>
    <message>
        <source>These keys as a file</source>
        <translation>把这些快捷键存为文件</translation>
    </message>
    <message>
        <source>This key alone</source>
        <translation>只用此快捷键</translation>
    </message>
    <message>
        <source>This key as well</source>
        <translation>同时用此快捷键</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>{0} is the key of “{1}”, which will lose it.</source>
        <translation>{0} 是“{1}”的快捷键，它将失去此快捷键。</translation>
    </message>
</context>
<context>
    <name>ShotCuts</name>
    <message>
        <source>Cut at shot changes</source>
        <translation>在镜头切换处切分</translation>
    </message>
    <message>
        <source>No shot change was found in this clip.</source>
        <translation>此剪辑中没有找到镜头切换。</translation>
    </message>
    <message>
        <source>Shot changes are being looked for; wait or cancel that first.</source>
        <translation>正在查找镜头切换；请等待或先取消。</translation>
    </message>
    <message>
        <source>The clip was changed meanwhile; look for its shots again.</source>
        <translation>剪辑在此期间有改动；请重新查找镜头。</translation>
    </message>
    <message>
        <source>The search for shot changes was cancelled.</source>
        <translation>已取消查找镜头切换。</translation>
    </message>
</context>
<context>
    <name>SlowForm</name>
    <message>
        <source>As the card there says</source>
        <translation>按那里的卡片</translation>
    </message>
    <message>
        <source>Let the model redraw what was found</source>
        <translation>让模型重绘补出的帧</translation>
    </message>
    <message>
        <source>Plays a stretch slower, with true frames between; what comes later moves back.</source>
        <translation>放慢一段，补出真正的中间帧；后面的内容随之后移。</translation>
    </message>
    <message>
        <source>Repeat frames instead of finding those between</source>
        <translation>重复帧，不补中间帧</translation>
    </message>
    <message>
        <source>Say what happens there, so that the model can redraw it.</source>
        <translation>写出那里发生什么，模型才能重绘。</translation>
    </message>
    <message>
        <source>Slow it down</source>
        <translation>放慢</translation>
    </message>
    <message>
        <source>Slow motion</source>
        <translation>慢动作</translation>
    </message>
    <message>
        <source>Slow motion {0}</source>
        <translation>慢动作 {0}</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>The frames of {0} lie in a file of their own now; the footage is as it was.</source>
        <translation>{0} 的帧现在在独立的文件中；素材保持原样。</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>发生什么</translation>
    </message>
    <message>
        <source>What happens there</source>
        <translation>那里发生什么</translation>
    </message>
    <message>
        <source>{0} frames are found by optical flow first.</source>
        <translation>先用光流补出 {0} 帧。</translation>
    </message>
</context>
<context>
    <name>SourceBar</name>
    <message>
        <source>Insert</source>
        <translation>插入</translation>
    </message>
    <message>
        <source>Insert at the playhead of the film</source>
        <translation>在影片的播放头处插入</translation>
    </message>
    <message>
        <source>Lay it over the film at the playhead</source>
        <translation>在播放头处覆盖到影片上</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>Take all of it</source>
        <translation>选取全部</translation>
    </message>
    <message>
        <source>Take it from here</source>
        <translation>从此处开始选取</translation>
    </message>
    <message>
        <source>Take it up to here</source>
        <translation>选取到此处为止</translation>
    </message>
</context>
<context>
    <name>SourceStrip</name>
    <message>
        <source>Place in the source</source>
        <translation>在源素材中的位置</translation>
    </message>
</context>
<context>
    <name>SpanPicker</name>
    <message>
        <source>Card {0}</source>
        <translation>卡片 {0}</translation>
    </message>
    <message>
        <source>Here, {0}</source>
        <translation>此处，{0}</translation>
    </message>
    <message>
        <source>In to out, {0}</source>
        <translation>入点到出点，{0}</translation>
    </message>
    <message>
        <source>The chosen clip, {0}</source>
        <translation>选中的剪辑，{0}</translation>
    </message>
    <message>
        <source>The film is empty; put footage or a card on it first.</source>
        <translation>影片是空的；先放入素材或卡片。</translation>
    </message>
    <message>
        <source>The last second, {0}</source>
        <translation>最后一秒，{0}</translation>
    </message>
    <message>
        <source>The whole film, {0}</source>
        <translation>整部影片，{0}</translation>
    </message>
</context>
<context>
    <name>StageTabs</name>
    <message>
        <source>Film</source>
        <translation>影片</translation>
    </message>
    <message>
        <source>Source: {0}</source>
        <translation>源素材：{0}</translation>
    </message>
    <message>
        <source>What the viewer shows</source>
        <translation>查看器显示的内容</translation>
    </message>
</context>
<context>
    <name>Starters</name>
    <message>
        <source>All templates…</source>
        <translation>全部模板…</translation>
    </message>
    <message>
        <source>Or start a storyboard from a template</source>
        <translation>或从模板开始故事板</translation>
    </message>
    <message>
        <source>See their cards, and fill in their words</source>
        <translation>查看卡片并填写内容</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>All edits saved</source>
        <translation>所有编辑已保存</translation>
    </message>
    <message>
        <source>All edits saved {0}</source>
        <translation>所有编辑已保存 {0}</translation>
    </message>
    <message>
        <source>Cancel the export</source>
        <translation>取消导出</translation>
    </message>
    <message>
        <source>Export progress</source>
        <translation>导出进度</translation>
    </message>
    <message>
        <source>Exporting {0} · {1} %</source>
        <translation>正在导出 {0} · {1} %</translation>
    </message>
    <message>
        <source>Finding shots in {0} · {1} %</source>
        <translation>正在查找 {0} 的镜头 · {1} %</translation>
    </message>
    <message>
        <source>Looking at {0}…</source>
        <translation>正在查看 {0}…</translation>
    </message>
    <message>
        <source>Make no more previews</source>
        <translation>停止生成代理</translation>
    </message>
    <message>
        <source>Making a preview of {0} · {1} %</source>
        <translation>正在生成 {0} 的代理 · {1} %</translation>
    </message>
    <message>
        <source>No film open</source>
        <translation>未打开影片</translation>
    </message>
    <message>
        <source>Nothing running</source>
        <translation>没有任务</translation>
    </message>
    <message>
        <source>Opened for reading only</source>
        <translation>以只读方式打开</translation>
    </message>
    <message>
        <source>Progress of finding shots</source>
        <translation>查找镜头的进度</translation>
    </message>
    <message>
        <source>Progress of making previews</source>
        <translation>生成代理的进度</translation>
    </message>
    <message>
        <source>Show the jobs</source>
        <translation>显示任务</translation>
    </message>
    <message>
        <source>Stop finding shots</source>
        <translation>停止查找镜头</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
    <message>
        <source>{0} on CPU</source>
        <translation>{0}（CPU）</translation>
    </message>
    <message>
        <source>{0} running</source>
        <translation>{0} 个进行中</translation>
    </message>
    <message>
        <source>{0} waiting</source>
        <translation>{0} 个等待中</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>How many steps the model takes; more is finer and slower</source>
        <translation>模型采样多少步；越多越精细，也越慢</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>采样步数</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
</context>
<context>
    <name>Strength</name>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Strength {0:.2f}</source>
        <translation>强度 {0:.2f}</translation>
    </message>
    <message>
        <source>Strength {0}</source>
        <translation>强度 {0}</translation>
    </message>
    <message>
        <source>Strength, 0.01 to 1</source>
        <translation>强度，0.01 到 1</translation>
    </message>
    <message>
        <source>full</source>
        <translation>完全</translation>
    </message>
    <message>
        <source>mild</source>
        <translation>轻度</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>强</translation>
    </message>
    <message>
        <source>subtle</source>
        <translation>微弱</translation>
    </message>
</context>
<context>
    <name>StylePicker</name>
    <message>
        <source>No style</source>
        <translation>无风格</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Save as style…</source>
        <translation>保存为风格…</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>风格</translation>
    </message>
    <message>
        <source>{0} (missing)</source>
        <translation>{0}（缺失）</translation>
    </message>
</context>
<context>
    <name>TakeMenu</name>
    <message>
        <source>Again with take {0}</source>
        <translation>照版本 {0} 再来一次</translation>
    </message>
    <message>
        <source>Again with this</source>
        <translation>照此再来一次</translation>
    </message>
    <message>
        <source>All takes side by side</source>
        <translation>并排查看全部版本</translation>
    </message>
    <message>
        <source>Attach keyframe</source>
        <translation>添加关键帧</translation>
    </message>
    <message>
        <source>Compare with the take that is shown</source>
        <translation>与当前显示的版本对比</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Pin take</source>
        <translation>固定版本</translation>
    </message>
    <message>
        <source>Recipe…</source>
        <translation>配方…</translation>
    </message>
    <message>
        <source>Refine draft</source>
        <translation>精修草稿</translation>
    </message>
    <message>
        <source>Refine this draft</source>
        <translation>精修此草稿</translation>
    </message>
    <message>
        <source>Show its file in the folder</source>
        <translation>在文件夹中显示文件</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消固定</translation>
    </message>
    <message>
        <source>Unpin take</source>
        <translation>取消固定版本</translation>
    </message>
    <message>
        <source>Use its picture as a keyframe</source>
        <translation>把画面用作关键帧</translation>
    </message>
    <message>
        <source>{0}, take {1}</source>
        <translation>{0}，版本 {1}</translation>
    </message>
</context>
<context>
    <name>TakesGrid</name>
    <message>
        <source>Frame of the card</source>
        <translation>卡片的帧</translation>
    </message>
    <message>
        <source>Let go of this take</source>
        <translation>取消固定此版本</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pin take</source>
        <translation>固定版本</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Show this take in the film</source>
        <translation>在影片中显示此版本</translation>
    </message>
    <message>
        <source>Take {0}</source>
        <translation>版本 {0}</translation>
    </message>
    <message>
        <source>The newest {0} of {1} takes</source>
        <translation>{1} 个版本中最新的 {0} 个</translation>
    </message>
    <message>
        <source>Unpin take</source>
        <translation>取消固定版本</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>已固定</translation>
    </message>
    <message>
        <source>seam {0}</source>
        <translation>接缝 {0}</translation>
    </message>
    <message>
        <source>seed {0}</source>
        <translation>种子 {0}</translation>
    </message>
    <message>
        <source>the best of its variations</source>
        <translation>变体中最佳</translation>
    </message>
    <message>
        <source>{0}: all takes</source>
        <translation>{0}：全部版本</translation>
    </message>
</context>
<context>
    <name>TakesRow</name>
    <message>
        <source>All takes side by side</source>
        <translation>并排查看全部版本</translation>
    </message>
    <message>
        <source>Draw it at full size, with its composition and movement</source>
        <translation>按全尺寸绘制，沿用其构图和运动</translation>
    </message>
    <message>
        <source>Pin take</source>
        <translation>固定版本</translation>
    </message>
    <message>
        <source>Refine this draft</source>
        <translation>精修此草稿</translation>
    </message>
    <message>
        <source>Take {0}</source>
        <translation>版本 {0}</translation>
    </message>
    <message>
        <source>Take {0}: {1}</source>
        <translation>版本 {0}：{1}</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Unpin take</source>
        <translation>取消固定版本</translation>
    </message>
    <message>
        <source>seam {0}</source>
        <translation>接缝 {0}</translation>
    </message>
    <message>
        <source>seed {0}</source>
        <translation>种子 {0}</translation>
    </message>
    <message>
        <source>the best of its variations</source>
        <translation>变体中最好的</translation>
    </message>
    <message>
        <source>{0} draft</source>
        <translation>{0}，草稿</translation>
    </message>
</context>
<context>
    <name>TemplateForm</name>
    <message>
        <source>Choose a template.</source>
        <translation>请选择模板。</translation>
    </message>
    <message>
        <source>New board from a template</source>
        <translation>从模板新建故事板</translation>
    </message>
    <message>
        <source>Put on the board</source>
        <translation>放到故事板</translation>
    </message>
    <message>
        <source>Puts a template&apos;s cards on the board. Fill in what it is about.</source>
        <translation>把模板的卡片放到故事板。请填写内容。</translation>
    </message>
    <message>
        <source>Start the film</source>
        <translation>开始影片</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Template “{0}”</source>
        <translation>模板“{0}”</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>{0}
{1} cards, {2}</source>
        <translation>{0}
{1} 张卡片，{2}</translation>
    </message>
</context>
<context>
    <name>TextBox</name>
    <message>
        <source>Mixed</source>
        <translation>不一致</translation>
    </message>
</context>
<context>
    <name>TimelineCards</name>
    <message>
        <source>%1 h left</source>
        <translation>剩余 %1 小时</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>剩余 %1 分钟</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>剩余 %1 秒</translation>
    </message>
    <message>
        <source>Changed since</source>
        <translation>有改动</translation>
    </message>
    <message>
        <source>Describe what happens here</source>
        <translation>描述这里发生什么</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Waiting, %1</source>
        <translation>等待中，%1</translation>
    </message>
</context>
<context>
    <name>TimelineDrags</name>
    <message>
        <source>%1 frames</source>
        <translation>%1 帧</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Dissolve</source>
        <translation>叠化</translation>
    </message>
    <message>
        <source>Fade in</source>
        <translation>淡入</translation>
    </message>
    <message>
        <source>Fade out</source>
        <translation>淡出</translation>
    </message>
    <message>
        <source>In and out</source>
        <translation>入点和出点</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Move the boundary</source>
        <translation>移动边界</translation>
    </message>
    <message>
        <source>Move the marker</source>
        <translation>移动标记</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Reorder</source>
        <translation>重新排序</translation>
    </message>
    <message>
        <source>Resize the card</source>
        <translation>调整卡片长度</translation>
    </message>
    <message>
        <source>Ripple trim</source>
        <translation>波纹修剪</translation>
    </message>
    <message>
        <source>Roll the cut</source>
        <translation>滚动切点</translation>
    </message>
    <message>
        <source>Slide</source>
        <translation>内滑</translation>
    </message>
    <message>
        <source>Slip</source>
        <translation>外滑</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>修剪</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>before card %1</source>
        <translation>到卡片 %1 之前</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>from source frame %1</source>
        <translation>从素材第 %1 帧</translation>
    </message>
    <message>
        <source>make room</source>
        <translation>腾出空间</translation>
    </message>
    <message>
        <source>to the end</source>
        <translation>到末尾</translation>
    </message>
</context>
<context>
    <name>TimelineDrops</name>
    <message>
        <source>Drop a look-up table on a clip that has a picture.</source>
        <translation>请把查找表拖放到有画面的剪辑上。</translation>
    </message>
    <message>
        <source>Only files on this computer can be dropped here; save it first.</source>
        <translation>这里只能拖入本机文件；请先保存它。</translation>
    </message>
</context>
<context>
    <name>TimelineHeaders</name>
    <message>
        <source>Add audio track</source>
        <translation>添加音频轨道</translation>
    </message>
    <message>
        <source>Add video track</source>
        <translation>添加视频轨道</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Remove track</source>
        <translation>移除轨道</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
</context>
<context>
    <name>TimelineMenu</name>
    <message>
        <source>Clear in and out</source>
        <translation>清除入点和出点</translation>
    </message>
    <message>
        <source>Clip properties…</source>
        <translation>剪辑属性…</translation>
    </message>
    <message>
        <source>Colours…</source>
        <translation>颜色…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete marker</source>
        <translation>删除标记</translation>
    </message>
    <message>
        <source>Dissolve out of the clip before</source>
        <translation>从前一个剪辑叠化</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制一份</translation>
    </message>
    <message>
        <source>Edit prompt</source>
        <translation>编辑提示词</translation>
    </message>
    <message>
        <source>Edit title…</source>
        <translation>编辑标题…</translation>
    </message>
    <message>
        <source>Extend after it</source>
        <translation>向后延长</translation>
    </message>
    <message>
        <source>Extend before it</source>
        <translation>向前延长</translation>
    </message>
    <message>
        <source>Extend the film %1</source>
        <translation>延长影片 %1</translation>
    </message>
    <message>
        <source>Extract %1, close up</source>
        <translation>提取 %1 并收紧</translation>
    </message>
    <message>
        <source>Follow the playhead</source>
        <translation>跟随播放头</translation>
    </message>
    <message>
        <source>Framing…</source>
        <translation>构图…</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>编组</translation>
    </message>
    <message>
        <source>Hide clip</source>
        <translation>隐藏剪辑</translation>
    </message>
    <message>
        <source>In here</source>
        <translation>在此设入点</translation>
    </message>
    <message>
        <source>Keep it in the middle</source>
        <translation>保持居中</translation>
    </message>
    <message>
        <source>Lift %1, leave a gap</source>
        <translation>提升 %1，留下空隙</translation>
    </message>
    <message>
        <source>Lock card</source>
        <translation>锁定卡片</translation>
    </message>
    <message>
        <source>Lock clip</source>
        <translation>锁定剪辑</translation>
    </message>
    <message>
        <source>Marker at %1</source>
        <translation>标记 %1</translation>
    </message>
    <message>
        <source>Mute clip</source>
        <translation>剪辑静音</translation>
    </message>
    <message>
        <source>Name and colour…</source>
        <translation>名称和颜色…</translation>
    </message>
    <message>
        <source>New card %1</source>
        <translation>新建卡片 %1</translation>
    </message>
    <message>
        <source>No dissolve out of the clip before</source>
        <translation>去掉与前一个剪辑的叠化</translation>
    </message>
    <message>
        <source>No fades</source>
        <translation>去掉淡入淡出</translation>
    </message>
    <message>
        <source>Out here</source>
        <translation>在此设出点</translation>
    </message>
    <message>
        <source>Page by page</source>
        <translation>逐页</translation>
    </message>
    <message>
        <source>Paste at %1</source>
        <translation>在 %1 处粘贴</translation>
    </message>
    <message>
        <source>Paste at %1 and make room</source>
        <translation>在 %1 处粘贴并腾出空间</translation>
    </message>
    <message>
        <source>Redraw %1</source>
        <translation>重绘 %1</translation>
    </message>
    <message>
        <source>Remove card, keep the footage</source>
        <translation>移除卡片，保留素材</translation>
    </message>
    <message>
        <source>Remove this point</source>
        <translation>去掉这个点</translation>
    </message>
    <message>
        <source>Reset framing</source>
        <translation>重置构图</translation>
    </message>
    <message>
        <source>Ripple delete</source>
        <translation>波纹删除</translation>
    </message>
    <message>
        <source>Show clip</source>
        <translation>显示剪辑</translation>
    </message>
    <message>
        <source>Snapping</source>
        <translation>吸附</translation>
    </message>
    <message>
        <source>Split at %1</source>
        <translation>在 %1 分割</translation>
    </message>
    <message>
        <source>Stay where I am</source>
        <translation>保持不动</translation>
    </message>
    <message>
        <source>Title at %1…</source>
        <translation>在 %1 处添加标题…</translation>
    </message>
    <message>
        <source>Ungroup</source>
        <translation>取消编组</translation>
    </message>
    <message>
        <source>Unlock card</source>
        <translation>解锁卡片</translation>
    </message>
    <message>
        <source>Unlock clip</source>
        <translation>解锁剪辑</translation>
    </message>
    <message>
        <source>Unmute clip</source>
        <translation>取消剪辑静音</translation>
    </message>
    <message>
        <source>Volume and opacity…</source>
        <translation>音量和不透明度…</translation>
    </message>
    <message>
        <source>Zoom to fit</source>
        <translation>缩放至适合</translation>
    </message>
</context>
<context>
    <name>TimelineScene</name>
    <message>
        <source>+ extend</source>
        <translation>+ 延长</translation>
    </message>
    <message>
        <source>+ generate here</source>
        <translation>+ 在此生成</translation>
    </message>
    <message>
        <source>+ new card</source>
        <translation>+ 新建卡片</translation>
    </message>
    <message>
        <source>One film, from left to right: drop footage here, or add a card with the + on the left.</source>
        <translation>从左到右是一部影片：把素材拖到这里，或用左侧的 + 添加卡片。</translation>
    </message>
</context>
<context>
    <name>TimelineTips</name>
    <message>
        <source>1 looks like any other step between frames; above 2 the join shows.</source>
        <translation>1 与其他帧间变化无异；超过 2 接缝可见。</translation>
    </message>
    <message>
        <source>Click for a new card: %1</source>
        <translation>单击新建卡片：%1</translation>
    </message>
    <message>
        <source>Click to extend the film: %1</source>
        <translation>单击延长影片：%1</translation>
    </message>
    <message>
        <source>Dissolves for %1 frames</source>
        <translation>叠化 %1 帧</translation>
    </message>
    <message>
        <source>Drag the line, or double-click to set a point; Shift is finer.</source>
        <translation>拖动线，或双击设一个点；按住 Shift 更精细。</translation>
    </message>
    <message>
        <source>Drag the point, or take it away with Delete; Shift is finer.</source>
        <translation>拖动点，或按 Delete 去掉；按住 Shift 更精细。</translation>
    </message>
    <message>
        <source>Drag to make it longer or shorter.</source>
        <translation>拖动可加长或缩短。</translation>
    </message>
    <message>
        <source>Drag to move it, double-click to name it.</source>
        <translation>拖动可移动，双击可命名。</translation>
    </message>
    <message>
        <source>Drag to move the boundary at %1</source>
        <translation>拖动可移动 %1 处的边界</translation>
    </message>
    <message>
        <source>Drag to resize the card.</source>
        <translation>拖动可调整卡片长度。</translation>
    </message>
    <message>
        <source>Drag to trim; with Ctrl the film closes up, with Alt the cut rolls.</source>
        <translation>拖动可修剪；按住 Ctrl 影片随之收紧，按住 Alt 滚动切点。</translation>
    </message>
    <message>
        <source>Fades in for %1 frames</source>
        <translation>淡入 %1 帧</translation>
    </message>
    <message>
        <source>Fades out for %1 frames</source>
        <translation>淡出 %1 帧</translation>
    </message>
    <message>
        <source>Framed: moved, scaled, turned or cropped in the picture.</source>
        <translation>已构图：在画面中移动、缩放、旋转或裁剪过。</translation>
    </message>
    <message>
        <source>Group %1: moved and copied together with %2 more.</source>
        <translation>编组 %1：与另外 %2 项一起移动和复制。</translation>
    </message>
    <message>
        <source>In</source>
        <translation>入点</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Moves in the picture; the diamonds are its key frames.</source>
        <translation>在画面中运动；菱形是它的关键帧。</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>出点</translation>
    </message>
    <message>
        <source>Seam at %1: %2</source>
        <translation>接缝 %1：%2</translation>
    </message>
    <message>
        <source>The take no longer matches the card.</source>
        <translation>版本与卡片已不一致。</translation>
    </message>
    <message>
        <source>What is on its other side shows through for %1 frames.</source>
        <translation>另一侧的内容会在 %1 帧里透出来。</translation>
    </message>
</context>
<context>
    <name>TimelineTools</name>
    <message>
        <source>Razor</source>
        <translation>剃刀</translation>
    </message>
    <message>
        <source>Ripple trim</source>
        <translation>波纹修剪</translation>
    </message>
    <message>
        <source>Roll</source>
        <translation>滚动</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Slide</source>
        <translation>内滑</translation>
    </message>
    <message>
        <source>Slip</source>
        <translation>外滑</translation>
    </message>
</context>
<context>
    <name>TimelineVerbs</name>
    <message>
        <source>Add track</source>
        <translation>添加轨道</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete marker</source>
        <translation>删除标记</translation>
    </message>
    <message>
        <source>Dissolve</source>
        <translation>叠化</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制一份</translation>
    </message>
    <message>
        <source>Extend</source>
        <translation>延长</translation>
    </message>
    <message>
        <source>Extract {0}</source>
        <translation>提取 {0}</translation>
    </message>
    <message>
        <source>Fade in</source>
        <translation>淡入</translation>
    </message>
    <message>
        <source>Fade out</source>
        <translation>淡出</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>编组</translation>
    </message>
    <message>
        <source>Lift {0}</source>
        <translation>提升 {0}</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>New card</source>
        <translation>新建卡片</translation>
    </message>
    <message>
        <source>No dissolve</source>
        <translation>去掉叠化</translation>
    </message>
    <message>
        <source>Nothing has been copied yet.</source>
        <translation>还没有复制任何内容。</translation>
    </message>
    <message>
        <source>Nudge</source>
        <translation>微移</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Put the playhead into a gap or at the film&apos;s end first.</source>
        <translation>先把播放头放到空隙或影片末尾。</translation>
    </message>
    <message>
        <source>Put the playhead on a marker to edit it.</source>
        <translation>把播放头放到标记上再编辑。</translation>
    </message>
    <message>
        <source>Put the playhead over a clip to fade it there.</source>
        <translation>请把播放头放到要淡变的剪辑上。</translation>
    </message>
    <message>
        <source>Remove track</source>
        <translation>移除轨道</translation>
    </message>
    <message>
        <source>Rename track</source>
        <translation>重命名轨道</translation>
    </message>
    <message>
        <source>Reorder tracks</source>
        <translation>重新排列轨道</translation>
    </message>
    <message>
        <source>Ripple delete</source>
        <translation>波纹删除</translation>
    </message>
    <message>
        <source>Select a clip or a card first.</source>
        <translation>先选择剪辑或卡片。</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Split card</source>
        <translation>分割卡片</translation>
    </message>
    <message>
        <source>The dissolve has {0} frames; there are no more to mix.</source>
        <translation>叠化长 {0} 帧；没有更多可混合的帧。</translation>
    </message>
    <message>
        <source>Ungroup</source>
        <translation>取消编组</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>%1 cards, %2 frames</source>
        <translation>%1 张卡片，%2 帧</translation>
    </message>
    <message>
        <source>Scroll along the film</source>
        <translation>左右滚动影片</translation>
    </message>
    <message>
        <source>Scroll through the tracks</source>
        <translation>上下滚动轨道</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
</context>
<context>
    <name>TitleDialog</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add a title</source>
        <translation>添加标题</translation>
    </message>
    <message>
        <source>Also where else it is shown ({0})</source>
        <translation>也修改其他使用它的地方（{0}）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Change the title</source>
        <translation>修改标题</translation>
    </message>
    <message>
        <source>Change title {0}</source>
        <translation>修改标题{0}</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Title {0}</source>
        <translation>标题{0}</translation>
    </message>
    <message>
        <source>Why it cannot be done</source>
        <translation>为什么不行</translation>
    </message>
</context>
<context>
    <name>TitleForm</name>
    <message>
        <source>Black</source>
        <translation>特粗</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>粗</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>底框</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Colour of the box</source>
        <translation>底框颜色</translation>
    </message>
    <message>
        <source>Colour of the outline</source>
        <translation>描边颜色</translation>
    </message>
    <message>
        <source>Credits</source>
        <translation>片尾字幕</translation>
    </message>
    <message>
        <source>Down, in percent of the picture’s height; below 0 up</source>
        <translation>向下移动，占画面高度的百分比；小于 0 则向上</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>How dark it is; 0 for none</source>
        <translation>有多深；0 为没有</translation>
    </message>
    <message>
        <source>How solid a box behind the words is; 0 for none</source>
        <translation>文字后面的底框有多不透明；0 为没有</translation>
    </message>
    <message>
        <source>In percent of the picture’s height</source>
        <translation>占画面高度的百分比</translation>
    </message>
    <message>
        <source>Its width, in percent of the letters’ size</source>
        <translation>宽度，占字号的百分比</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Large, in the middle; further lines are smaller</source>
        <translation>大字，居中；后面的行较小</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>细</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>对齐</translation>
    </message>
    <message>
        <source>Lines begin below each other</source>
        <translation>各行左端对齐</translation>
    </message>
    <message>
        <source>Lines end below each other</source>
        <translation>各行右端对齐</translation>
    </message>
    <message>
        <source>Lines stand in the middle</source>
        <translation>各行居中</translation>
    </message>
    <message>
        <source>Lower third</source>
        <translation>人名条</translation>
    </message>
    <message>
        <source>Many lines, in small letters</source>
        <translation>多行小字</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>Moved down</source>
        <translation>向下偏移</translation>
    </message>
    <message>
        <source>Moved to the right</source>
        <translation>向右偏移</translation>
    </message>
    <message>
        <source>Opacity of the outline</source>
        <translation>描边不透明度</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>描边</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Regular</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Shadow</source>
        <translation>阴影</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Size of the letters</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>Size of the lines after the first</source>
        <translation>第一行之后各行的大小</translation>
    </message>
    <message>
        <source>Subtitle</source>
        <translation>字幕</translation>
    </message>
    <message>
        <source>The lines after the first, in percent of its size</source>
        <translation>第一行之后的各行，占第一行大小的百分比</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>To the right, in percent of the picture’s width; below 0 to the left</source>
        <translation>向右移动，占画面宽度的百分比；小于 0 则向左</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>粗细</translation>
    </message>
    <message>
        <source>What is said, at the foot of the picture</source>
        <translation>画面底部的说话内容</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>文字内容</translation>
    </message>
    <message>
        <source>What it says; one line below the other</source>
        <translation>文字内容；每行一句</translation>
    </message>
    <message>
        <source>Who is seen: a name, and what they do</source>
        <translation>画面中的人：姓名和身份</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>centred</source>
        <translation>居中</translation>
    </message>
    <message>
        <source>left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>opacity </source>
        <translation>不透明 </translation>
    </message>
    <message>
        <source>right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>then </source>
        <translation>其后 </translation>
    </message>
</context>
<context>
    <name>TitlePreview</name>
    <message>
        <source>How it looks</source>
        <translation>效果</translation>
    </message>
</context>
<context>
    <name>ToolDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Draw at once</source>
        <translation>立即绘制</translation>
    </message>
    <message>
        <source>Looking at {0} cards…</source>
        <translation>正在查看 {0} 张卡片…</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Otherwise it is only put on the board, to be looked at first</source>
        <translation>否则只放到故事板上，先看一看</translation>
    </message>
    <message>
        <source>Stopped; the film is as it was.</source>
        <translation>已停止；影片保持原样。</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>What it takes</source>
        <translation>所需时间和内存</translation>
    </message>
    <message>
        <source>Why it cannot be done</source>
        <translation>为何无法执行</translation>
    </message>
    <message>
        <source>about {0} GB and {1}</source>
        <translation>约 {0} GB，{1}</translation>
    </message>
    <message>
        <source>{0} frames</source>
        <translation>{0} 帧</translation>
    </message>
    <message>
        <source>{0} in {1} drawings</source>
        <translation>{0}，分 {1} 次绘制</translation>
    </message>
    <message>
        <source>{0}…</source>
        <translation>{0}…</translation>
    </message>
    <message>
        <source>… and {0} more</source>
        <translation>… 以及另外 {0} 项</translation>
    </message>
</context>
<context>
    <name>ToolForm</name>
    <message>
        <source>As many before it as behind it</source>
        <translation>前后一样多</translation>
    </message>
    <message>
        <source>New frames go on from what is there</source>
        <translation>新的帧接在已有画面之后</translation>
    </message>
    <message>
        <source>New frames lead to what is there</source>
        <translation>新的帧引向已有的画面</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>before it</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>behind it</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>on both ends</source>
        <translation>两端</translation>
    </message>
</context>
<context>
    <name>ToolsMenu</name>
    <message>
        <source>Animate pictures…</source>
        <translation>图片动画…</translation>
    </message>
    <message>
        <source>Blend at %1…</source>
        <translation>在 %1 混合…</translation>
    </message>
    <message>
        <source>Cinemagraph…</source>
        <translation>动态照片…</translation>
    </message>
    <message>
        <source>Draft…</source>
        <translation>草稿…</translation>
    </message>
    <message>
        <source>Extend %1…</source>
        <translation>延长 %1…</translation>
    </message>
    <message>
        <source>Extend the film…</source>
        <translation>延长影片…</translation>
    </message>
    <message>
        <source>Freeze %1…</source>
        <translation>定格 %1…</translation>
    </message>
    <message>
        <source>Keep only %1…</source>
        <translation>只保留 %1…</translation>
    </message>
    <message>
        <source>Loop the film…</source>
        <translation>循环影片…</translation>
    </message>
    <message>
        <source>Redo %1…</source>
        <translation>重画 %1…</translation>
    </message>
    <message>
        <source>Refine…</source>
        <translation>精修…</translation>
    </message>
    <message>
        <source>Remix %1…</source>
        <translation>改绘 %1…</translation>
    </message>
    <message>
        <source>Restyle…</source>
        <translation>换风格…</translation>
    </message>
    <message>
        <source>Slow motion %1…</source>
        <translation>慢动作 %1…</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
</context>
<context>
    <name>TrackHeaders</name>
    <message>
        <source>Add a track</source>
        <translation>添加轨道</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>More about</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Split at the playhead</source>
        <translation>在播放头处分割</translation>
    </message>
    <message>
        <source>The storyboard is one film: each card is a stretch of it</source>
        <translation>故事板就是一部影片：每张卡片是其中的一段</translation>
    </message>
    <message>
        <source>Tool: %1</source>
        <translation>工具：%1</translation>
    </message>
    <message>
        <source>Track name</source>
        <translation>轨道名称</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>轨道</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>取消静音</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>Frame the clip</source>
        <translation>构图剪辑</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Loop the marked range</source>
        <translation>循环标记的范围</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>后退一帧</translation>
    </message>
    <message>
        <source>One frame on</source>
        <translation>前进一帧</translation>
    </message>
    <message>
        <source>Paint what is redrawn</source>
        <translation>涂画要重绘的部分</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Save this frame as a picture</source>
        <translation>把此帧存为图片</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>示波器</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>到末尾</translation>
    </message>
    <message>
        <source>To the start</source>
        <translation>到开头</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>取消静音</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>What to compare</source>
        <translation>对比什么</translation>
    </message>
</context>
<context>
    <name>UnfreezeForm</name>
    <message>
        <source>As the card there says</source>
        <translation>按那里的卡片</translation>
    </message>
    <message>
        <source>End in the same picture again</source>
        <translation>以同一画面结束</translation>
    </message>
    <message>
        <source>Lets a stretch that stands still, or a picture, start to move.</source>
        <translation>让静止的一段或一张图片动起来。</translation>
    </message>
    <message>
        <source>Un-freeze</source>
        <translation>解除定格</translation>
    </message>
    <message>
        <source>Un-freeze {0}</source>
        <translation>解除定格 {0}</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>发生什么</translation>
    </message>
    <message>
        <source>What happens there</source>
        <translation>那里发生什么</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Without a look at the frames before and after</source>
        <translation>不参考前后的帧</translation>
    </message>
</context>
<context>
    <name>ViewButton</name>
    <message>
        <source>Fit</source>
        <translation>适合</translation>
    </message>
    <message>
        <source>Safe areas</source>
        <translation>安全框</translation>
    </message>
    <message>
        <source>Thirds</source>
        <translation>三分线</translation>
    </message>
    <message>
        <source>Zoom and guides: {0}</source>
        <translation>缩放和参考线：{0}</translation>
    </message>
</context>
<context>
    <name>ViewerPanel</name>
    <message>
        <source>Being drawn · %1 %</source>
        <translation>正在绘制 · %1 %</translation>
    </message>
    <message>
        <source>Frame %1.png</source>
        <translation>第 %1 帧.png</translation>
    </message>
    <message>
        <source>Nothing is drawn here yet. The card&apos;s button draws it.</source>
        <translation>这里还没有绘制。用卡片上的按钮绘制。</translation>
    </message>
    <message>
        <source>Nothing to show yet. Drop footage here.</source>
        <translation>还没有可看的。把素材拖到这里。</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>Save this frame</source>
        <translation>保存此帧</translation>
    </message>
    <message>
        <source>Sound alone: there is nothing to see.</source>
        <translation>只有声音，没有画面。</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>监视器</translation>
    </message>
</context>
<context>
    <name>WaitingJobs</name>
    <message>
        <source>A job was waiting when the film was closed.</source>
        <translation>影片关闭时还有一个任务在等待。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>{0} jobs were waiting when the film was closed.</source>
        <translation>影片关闭时还有 {0} 个任务在等待。</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Cut footage into cards, say what should happen in one, and {0} redraws it.</source>
        <translation>把素材切成卡片，说明某张里应发生什么，{0} 就会重绘它。</translation>
    </message>
    <message>
        <source>Drop footage</source>
        <translation>拖入素材</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Start from text</source>
        <translation>从文字开始</translation>
    </message>
    <message>
        <source>What should happen in your film?</source>
        <translation>你的影片里应发生什么？</translation>
    </message>
    <message>
        <source>a short film to try things on</source>
        <translation>一部可以随意试用的短片</translation>
    </message>
    <message>
        <source>an empty storyboard to describe</source>
        <translation>一个等待描述的空故事板</translation>
    </message>
    <message>
        <source>or click to choose a video or picture</source>
        <translation>或单击选择视频或图片</translation>
    </message>
</context>
<context>
    <name>WordCheckField</name>
    <message>
        <source>Edit the list</source>
        <translation>编辑词表</translation>
    </message>
    <message>
        <source>Refuse prompts with words of a list</source>
        <translation>拒绝含有词表中词语的提示词</translation>
    </message>
    <message>
        <source>Set from outside, by {0}</source>
        <translation>由外部的 {0} 设定</translation>
    </message>
</context>
<context>
    <name>WordsRow</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Draw anew</source>
        <translation>全部重绘</translation>
    </message>
    <message>
        <source>How much is drawn anew</source>
        <translation>重绘多少</translation>
    </message>
    <message>
        <source>Mild</source>
        <translation>轻度</translation>
    </message>
    <message>
        <source>Redraw</source>
        <translation>重绘</translation>
    </message>
    <message>
        <source>Redraw the painted part</source>
        <translation>重绘涂画的部分</translation>
    </message>
    <message>
        <source>Redraw the painted part, or the whole picture where nothing is painted</source>
        <translation>重绘涂画的部分；没有涂画时重绘整个画面</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Say first what is there now</source>
        <translation>请先说明现在是什么</translation>
    </message>
    <message>
        <source>Say first what should be there</source>
        <translation>请先说明应当是什么</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>强</translation>
    </message>
    <message>
        <source>Subtle</source>
        <translation>微弱</translation>
    </message>
    <message>
        <source>What becomes of the painted part</source>
        <translation>涂画的部分变成什么</translation>
    </message>
    <message>
        <source>What is there now</source>
        <translation>现在那里是什么</translation>
    </message>
    <message>
        <source>What should be there</source>
        <translation>应变成什么</translation>
    </message>
    <message>
        <source>Wholly</source>
        <translation>完全</translation>
    </message>
    <message>
        <source>a blue kite</source>
        <translation>一只蓝风筝</translation>
    </message>
    <message>
        <source>by</source>
        <translation>换成</translation>
    </message>
    <message>
        <source>the red ball</source>
        <translation>红球</translation>
    </message>
    <message>
        <source>what is painted</source>
        <translation>涂画的部分</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Card {0} has a new take; its pinned one is still shown.</source>
        <translation>卡片 {0} 有了新版本；仍显示固定的版本。</translation>
    </message>
    <message>
        <source>In and out</source>
        <translation>入点和出点</translation>
    </message>
    <message>
        <source>Open a film or start one first: drop footage on the window.</source>
        <translation>先打开或新建影片：把素材拖到窗口上。</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;About Tweenboard</source>
        <translation>关于 Tweenboard(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;All takes side by side</source>
        <translation>并排查看全部版本(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Back to the film</source>
        <translation>回到影片(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Backups…</source>
        <translation>备份…(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Cancel this card</source>
        <translation>取消此卡片(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Clear in and out</source>
        <translation>清除入点和出点(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Clip</source>
        <translation>剪辑(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Close film</source>
        <translation>关闭影片(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>对比(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Dissolve at the cut</source>
        <translation>在切点叠化(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Draw this card</source>
        <translation>绘制此卡片(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出…(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Extend…</source>
        <translation>延长…(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Fade in to playhead</source>
        <translation>淡入到播放头(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Find an action…</source>
        <translation>查找操作…(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>编组(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Help on what is chosen</source>
        <translation>此处的帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Import footage…</source>
        <translation>导入素材…(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Insert at the playhead</source>
        <translation>在播放头处插入(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Light theme</source>
        <translation>浅色主题(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Lock or unlock card</source>
        <translation>锁定或解锁卡片(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Loop in to out</source>
        <translation>循环入点到出点(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Loop…</source>
        <translation>循环…(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Maximise this panel</source>
        <translation>最大化此面板(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Merge with the next card</source>
        <translation>与下一张卡片合并(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Missing footage…</source>
        <translation>缺失的素材…(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;New card at the end</source>
        <translation>在末尾新建卡片(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;New film…</source>
        <translation>新建影片…(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Newer take</source>
        <translation>较新的版本(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Older take</source>
        <translation>较旧的版本(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开…(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Overwrite at the playhead</source>
        <translation>在播放头处覆盖(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Paint what is redrawn</source>
        <translation>涂画要重绘的部分(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Pin or unpin this take</source>
        <translation>固定或取消固定此版本(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Play or pause</source>
        <translation>播放或暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Redo {0}</source>
        <translation>重做{0}(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>重置布局(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Safe areas</source>
        <translation>安全框(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>设置…(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Split at playhead</source>
        <translation>在播放头处分割(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Storyboard</source>
        <translation>故事板(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Take</source>
        <translation>版本(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Un-freeze…</source>
        <translation>解除定格…(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Undo {0}</source>
        <translation>撤销{0}(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Ungroup</source>
        <translation>取消编组(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>Add &amp;audio track</source>
        <translation>添加音频轨道(&amp;A)</translation>
    </message>
    <message>
        <source>Add &amp;marker</source>
        <translation>添加标记(&amp;M)</translation>
    </message>
    <message>
        <source>Add &amp;video track</source>
        <translation>添加视频轨道(&amp;V)</translation>
    </message>
    <message>
        <source>Add t&amp;itle…</source>
        <translation>添加标题(&amp;I)…</translation>
    </message>
    <message>
        <source>Animate &amp;pictures…</source>
        <translation>图片动画…(&amp;P)</translation>
    </message>
    <message>
        <source>Ble&amp;nd at this cut…</source>
        <translation>在此切点混合…(&amp;N)</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>全部取消</translation>
    </message>
    <message>
        <source>Change the &amp;format…</source>
        <translation>更改画幅…(&amp;F)</translation>
    </message>
    <message>
        <source>Cinema&amp;graph…</source>
        <translation>动态照片…(&amp;G)</translation>
    </message>
    <message>
        <source>Clip &amp;properties…</source>
        <translation>剪辑属性…(&amp;P)</translation>
    </message>
    <message>
        <source>Co&amp;lours…</source>
        <translation>颜色(&amp;L)…</translation>
    </message>
    <message>
        <source>Collect me&amp;dia…</source>
        <translation>收集媒体…(&amp;D)</translation>
    </message>
    <message>
        <source>Copy colours</source>
        <translation>复制颜色</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>Cut at s&amp;hot changes</source>
        <translation>在镜头切换处切分(&amp;H)</translation>
    </message>
    <message>
        <source>D&amp;escribe this card</source>
        <translation>描述此卡片(&amp;E)</translation>
    </message>
    <message>
        <source>D&amp;uplicate</source>
        <translation>复制一份(&amp;U)</translation>
    </message>
    <message>
        <source>Dr&amp;aft…</source>
        <translation>草稿…(&amp;A)</translation>
    </message>
    <message>
        <source>Draw &amp;all that need it</source>
        <translation>绘制所有需要的(&amp;A)</translation>
    </message>
    <message>
        <source>Draw the &amp;board as one film…</source>
        <translation>把故事板绘制成一部影片…(&amp;B)</translation>
    </message>
    <message>
        <source>E&amp;xport timeline…</source>
        <translation>导出时间线…(&amp;X)</translation>
    </message>
    <message>
        <source>E&amp;xtend after this card</source>
        <translation>在此卡片后延长(&amp;X)</translation>
    </message>
    <message>
        <source>Edit marker…</source>
        <translation>编辑标记…</translation>
    </message>
    <message>
        <source>Edit tit&amp;le…</source>
        <translation>编辑标题(&amp;L)…</translation>
    </message>
    <message>
        <source>Extend before this card</source>
        <translation>在此卡片前延长</translation>
    </message>
    <message>
        <source>Extract in to out, close up</source>
        <translation>提取入点到出点并收紧</translation>
    </message>
    <message>
        <source>F&amp;raming…</source>
        <translation>构图(&amp;R)…</translation>
    </message>
    <message>
        <source>F&amp;ull-screen viewer</source>
        <translation>全屏监视器(&amp;U)</translation>
    </message>
    <message>
        <source>Fade ou&amp;t at playhead</source>
        <translation>从播放头淡出(&amp;T)</translation>
    </message>
    <message>
        <source>Fit the pic&amp;ture</source>
        <translation>画面适合窗口(&amp;T)</translation>
    </message>
    <message>
        <source>Frame in the vie&amp;wer</source>
        <translation>在监视器中构图(&amp;W)</translation>
    </message>
    <message>
        <source>Freeze this frame…</source>
        <translation>定格此帧…</translation>
    </message>
    <message>
        <source>Go to in</source>
        <translation>转到入点</translation>
    </message>
    <message>
        <source>Go to out</source>
        <translation>转到出点</translation>
    </message>
    <message>
        <source>Go to the &amp;next panel</source>
        <translation>下一个面板(&amp;N)</translation>
    </message>
    <message>
        <source>Go to the previous panel</source>
        <translation>上一个面板</translation>
    </message>
    <message>
        <source>Import &amp;timeline or script…</source>
        <translation>导入时间线或脚本…(&amp;T)</translation>
    </message>
    <message>
        <source>Keep the board as a template…</source>
        <translation>把故事板保存为模板…</translation>
    </message>
    <message>
        <source>Key frame at the playhead</source>
        <translation>播放头处的关键帧</translation>
    </message>
    <message>
        <source>Lift in to out, leave a gap</source>
        <translation>提升入点到出点，留下空隙</translation>
    </message>
    <message>
        <source>M&amp;odels…</source>
        <translation>模型…(&amp;O)</translation>
    </message>
    <message>
        <source>Mark &amp;in</source>
        <translation>标记入点(&amp;I)</translation>
    </message>
    <message>
        <source>Mark &amp;out</source>
        <translation>标记出点(&amp;O)</translation>
    </message>
    <message>
        <source>More frames a second…</source>
        <translation>补帧…</translation>
    </message>
    <message>
        <source>New board from &amp;template…</source>
        <translation>从模板新建故事板…(&amp;T)</translation>
    </message>
    <message>
        <source>New card from in to out</source>
        <translation>从入点到出点新建卡片</translation>
    </message>
    <message>
        <source>New card in this &amp;gap</source>
        <translation>在此空隙新建卡片(&amp;G)</translation>
    </message>
    <message>
        <source>Next edit</source>
        <translation>下一个编辑点</translation>
    </message>
    <message>
        <source>Next key frame</source>
        <translation>下一个关键帧</translation>
    </message>
    <message>
        <source>Next marker</source>
        <translation>下一个标记</translation>
    </message>
    <message>
        <source>Nudge a frame &amp;back</source>
        <translation>后移一帧(&amp;B)</translation>
    </message>
    <message>
        <source>Nudge a frame &amp;on</source>
        <translation>前移一帧(&amp;O)</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>后退一帧</translation>
    </message>
    <message>
        <source>One frame on</source>
        <translation>前进一帧</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>打开最近的影片(&amp;R)</translation>
    </message>
    <message>
        <source>P&amp;anels</source>
        <translation>面板(&amp;A)</translation>
    </message>
    <message>
        <source>Paste and make r&amp;oom</source>
        <translation>粘贴并腾出空间(&amp;O)</translation>
    </message>
    <message>
        <source>Paste colours</source>
        <translation>粘贴颜色</translation>
    </message>
    <message>
        <source>Pause and free the memory</source>
        <translation>暂停并释放内存</translation>
    </message>
    <message>
        <source>Pause or continue the jobs</source>
        <translation>暂停或继续任务</translation>
    </message>
    <message>
        <source>Picture at &amp;100 %</source>
        <translation>画面 &amp;100 %</translation>
    </message>
    <message>
        <source>Picture at &amp;200 %</source>
        <translation>画面 &amp;200 %</translation>
    </message>
    <message>
        <source>Previous edit</source>
        <translation>上一个编辑点</translation>
    </message>
    <message>
        <source>Previous key frame</source>
        <translation>上一个关键帧</translation>
    </message>
    <message>
        <source>Previous marker</source>
        <translation>上一个标记</translation>
    </message>
    <message>
        <source>Razor tool</source>
        <translation>剃刀工具</translation>
    </message>
    <message>
        <source>Re&amp;cut…</source>
        <translation>重剪…(&amp;C)</translation>
    </message>
    <message>
        <source>Re&amp;do the last second</source>
        <translation>重画最后一秒(&amp;D)</translation>
    </message>
    <message>
        <source>Re&amp;mix…</source>
        <translation>改绘…(&amp;M)</translation>
    </message>
    <message>
        <source>Re&amp;style the film…</source>
        <translation>影片换风格…(&amp;S)</translation>
    </message>
    <message>
        <source>Redo a st&amp;retch…</source>
        <translation>重画一段…(&amp;R)</translation>
    </message>
    <message>
        <source>Ref&amp;ine…</source>
        <translation>精修…(&amp;I)</translation>
    </message>
    <message>
        <source>Reset colours</source>
        <translation>重置颜色</translation>
    </message>
    <message>
        <source>Reset framing</source>
        <translation>重置构图</translation>
    </message>
    <message>
        <source>Ripple dele&amp;te</source>
        <translation>波纹删除(&amp;T)</translation>
    </message>
    <message>
        <source>Ripple tool</source>
        <translation>波纹工具</translation>
    </message>
    <message>
        <source>Roll tool</source>
        <translation>滚动工具</translation>
    </message>
    <message>
        <source>S&amp;napping</source>
        <translation>吸附(&amp;N)</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>另存为…(&amp;A)</translation>
    </message>
    <message>
        <source>Save a cop&amp;y…</source>
        <translation>保存副本…(&amp;Y)</translation>
    </message>
    <message>
        <source>Save this f&amp;rame…</source>
        <translation>保存此帧…(&amp;R)</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Select tool</source>
        <translation>选择工具</translation>
    </message>
    <message>
        <source>Show film in &amp;folder</source>
        <translation>在文件夹中显示影片(&amp;F)</translation>
    </message>
    <message>
        <source>Show the source in the &amp;viewer</source>
        <translation>在查看器中显示源素材(&amp;V)</translation>
    </message>
    <message>
        <source>Shuttle back</source>
        <translation>向后快放</translation>
    </message>
    <message>
        <source>Shuttle forward</source>
        <translation>向前快放</translation>
    </message>
    <message>
        <source>Slide tool</source>
        <translation>内滑工具</translation>
    </message>
    <message>
        <source>Slip tool</source>
        <translation>外滑工具</translation>
    </message>
    <message>
        <source>Slo&amp;w motion…</source>
        <translation>慢动作…(&amp;W)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>T&amp;ools</source>
        <translation>工具(&amp;O)</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>到末尾</translation>
    </message>
    <message>
        <source>To the start</source>
        <translation>到开头</translation>
    </message>
    <message>
        <source>Trim &amp;end to playhead</source>
        <translation>修剪结尾到播放头(&amp;E)</translation>
    </message>
    <message>
        <source>Trim &amp;start to playhead</source>
        <translation>修剪开头到播放头(&amp;S)</translation>
    </message>
    <message>
        <source>Undo &amp;history</source>
        <translation>撤销历史(&amp;H)</translation>
    </message>
    <message>
        <source>Vol&amp;ume and opacity…</source>
        <translation>音量和不透明度…(&amp;U)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>Zoom to &amp;fit</source>
        <translation>缩放至适合(&amp;F)</translation>
    </message>
</context>
<context>
    <name>app</name>
    <message>
        <source>Something went wrong inside Tweenboard; the details are in {0}.</source>
        <translation>Tweenboard 内部出了问题；详情在 {0}。</translation>
    </message>
    <message>
        <source>Tweenboard ended unexpectedly last time. What happened is in a file here; nothing was sent.</source>
        <translation>Tweenboard 上次意外结束。发生的情况记在这里的文件中；没有发送任何内容。</translation>
    </message>
    <message>
        <source>What happened…</source>
        <translation>发生了什么…</translation>
    </message>
</context>
<context>
    <name>camera</name>
    <message>
        <source>Arc</source>
        <translation>环绕</translation>
    </message>
    <message>
        <source>Crane down</source>
        <translation>升</translation>
    </message>
    <message>
        <source>Crane up</source>
        <translation>降</translation>
    </message>
    <message>
        <source>Handheld</source>
        <translation>手持</translation>
    </message>
    <message>
        <source>Pan left</source>
        <translation>左摇</translation>
    </message>
    <message>
        <source>Pan right</source>
        <translation>右摇</translation>
    </message>
    <message>
        <source>Pull out</source>
        <translation>拉远</translation>
    </message>
    <message>
        <source>Push in</source>
        <translation>推近</translation>
    </message>
    <message>
        <source>Static</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Tilt down</source>
        <translation>下俯</translation>
    </message>
    <message>
        <source>Tilt up</source>
        <translation>上仰</translation>
    </message>
    <message>
        <source>Tracking</source>
        <translation>跟拍</translation>
    </message>
    <message>
        <source>Truck left</source>
        <translation>左移</translation>
    </message>
    <message>
        <source>Truck right</source>
        <translation>右移</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>变焦推近</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>变焦拉远</translation>
    </message>
</context>
<context>
    <name>dialogs</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>drops</name>
    <message>
        <source>“{0}” is not on this computer; save it first, then drop the file.</source>
        <translation>“{0}”不在这台电脑上；请先保存，再拖入文件。</translation>
    </message>
    <message>
        <source>“{0}” was not found or is not an ordinary file.</source>
        <translation>找不到“{0}”，或它不是普通文件。</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source> and {0} more</source>
        <translation>，以及另外 {0} 项</translation>
    </message>
    <message>
        <source>A LoRA {0} has a weight that cannot be used.</source>
        <translation>LoRA {0} 的权重无法使用。</translation>
    </message>
    <message>
        <source>A blend of {0} frames is a cut; use at least {1}.</source>
        <translation>{0} 帧的混合等于硬切；请至少用 {1} 帧。</translation>
    </message>
    <message>
        <source>A clip cannot run {0} times as fast; use {1} to {2}.</source>
        <translation>剪辑的速度不能是 {0} 倍；请用 {1} 到 {2}。</translation>
    </message>
    <message>
        <source>A clip cannot start before the film does.</source>
        <translation>剪辑不能早于影片开头。</translation>
    </message>
    <message>
        <source>A copy cannot begin before the film does.</source>
        <translation>副本不能早于影片开头。</translation>
    </message>
    <message>
        <source>A dissolve cannot have {0} frames.</source>
        <translation>叠化不能有 {0} 帧。</translation>
    </message>
    <message>
        <source>A draft at scale {0} is none; use less than 1, such as {1}.</source>
        <translation>缩放 {0} 不是草稿；请用小于 1 的值，例如 {1}。</translation>
    </message>
    <message>
        <source>A file was damaged on its way to the cluster; draw the card again.</source>
        <translation>有文件在传往集群的途中损坏；请重新绘制此卡片。</translation>
    </message>
    <message>
        <source>A film cannot be {0}×{1}; each side goes from {2} to {3}.</source>
        <translation>影片不能是 {0}×{1}；每边应为 {2} 到 {3}。</translation>
    </message>
    <message>
        <source>A film cannot have {0} frames a second; use a rate between 1 and 1000.</source>
        <translation>影片不能是每秒 {0} 帧；请用 1 到 1000。</translation>
    </message>
    <message>
        <source>A first model for a small graphics card: is told what to keep, follows reference pictures.</source>
        <translation>适合小显卡的入门模型：可指定保留什么，会遵循参考图片。</translation>
    </message>
    <message>
        <source>A frame held for {0} frames does not stand still; use at least 2.</source>
        <translation>停住 {0} 帧不算定格；请至少用 2 帧。</translation>
    </message>
    <message>
        <source>A frame rate of {0} is out of reach; use one between 1 and 1000.</source>
        <translation>帧率 {0} 超出范围；请用 1 到 1000。</translation>
    </message>
    <message>
        <source>A group needs two clips or cards or more; select another one, too.</source>
        <translation>编组至少需要两个剪辑或卡片；请再选一个。</translation>
    </message>
    <message>
        <source>A keyframe of the card at {0} is out of order, over another or outside the card.</source>
        <translation>{0} 处卡片的一个关键帧次序不对、与另一个重叠或在卡片之外。</translation>
    </message>
    <message>
        <source>A keyframe of {0} needs at least one frame.</source>
        <translation>{0} 的关键帧至少需要一帧。</translation>
    </message>
    <message>
        <source>A loop needs at least {0} frames of the same shot before it, and {1} of its own, to lead back to its beginning; choose a range that begins later than {2}, or is longer.</source>
        <translation>循环之前至少需要同一镜头的 {0} 帧，自身至少 {1} 帧，才能接回开头；请选择在 {2} 之后开始或更长的范围。</translation>
    </message>
    <message>
        <source>A loop of {0} frames cannot lead back in {1}; use 1 to {2}.</source>
        <translation>{0} 帧的循环不能用 {1} 帧接回；请用 1 到 {2}。</translation>
    </message>
    <message>
        <source>A loop of {0} frames has nothing to lead back to; use at least 2.</source>
        <translation>{0} 帧的循环没有可接回的内容；请至少用 2 帧。</translation>
    </message>
    <message>
        <source>A machine of the cluster has no Tweenboard {0}, or Ray runs there in another Python than it; install it where Ray runs.</source>
        <translation>集群中有一台机器没有安装 Tweenboard {0}，或者那里的 Ray 用的是另一个 Python；请把它装到 Ray 所在的环境里。</translation>
    </message>
    <message>
        <source>A part of the title lies outside the area that every screen shows.</source>
        <translation>标题有一部分在所有屏幕都能显示的区域之外。</translation>
    </message>
    <message>
        <source>A part of {0} was drawn and is no still picture; use: tween redo.</source>
        <translation>{0} 的一部分是绘制的，不是静止画面；请用：tween redo。</translation>
    </message>
    <message>
        <source>A picture that fills the film&apos;s leaves nothing to draw around it; choose one of both.</source>
        <translation>填满画面的图片四周没有可画之处；请二选一。</translation>
    </message>
    <message>
        <source>A prompt says what to draw around the pictures; ask for that with --outpaint.</source>
        <translation>提示词说明图片四周画什么；请用 --outpaint 要求补画。</translation>
    </message>
    <message>
        <source>A quality (CRF) and a bit rate were both given; give one of them.</source>
        <translation>同时给出了质量（CRF）和码率；请只给一个。</translation>
    </message>
    <message>
        <source>A quality (CRF) of {0} is out of reach of {1}; use {2} (best) to {3}.</source>
        <translation>质量（CRF）{0} 超出 {1} 的范围；请用 {2}（最好）到 {3}。</translation>
    </message>
    <message>
        <source>A range on {0} at frame {1} is empty.</source>
        <translation>{0} 上第 {1} 帧的范围是空的。</translation>
    </message>
    <message>
        <source>A reference {0} has weight {1}, which is not between 0 and 1.</source>
        <translation>参考 {0} 的权重为 {1}，不在 0 和 1 之间。</translation>
    </message>
    <message>
        <source>A region of {0} {1}.</source>
        <translation>{0} 的一个区域{1}。</translation>
    </message>
    <message>
        <source>A region {0} lies outside it.</source>
        <translation>区域 {0} 在其外。</translation>
    </message>
    <message>
        <source>A region {0} {1}.</source>
        <translation>区域 {0} {1}。</translation>
    </message>
    <message>
        <source>A remix cannot be “{0}” strong; say {1}, or a number above 0 up to 1.</source>
        <translation>改绘强度不能是“{0}”；请用 {1}，或大于 0 至 1 的数。</translation>
    </message>
    <message>
        <source>A remix takes a new prompt, or words for a change, not both; leave one out.</source>
        <translation>改绘要么用新的提示词，要么用修改的说法，不能都用；请去掉一个。</translation>
    </message>
    <message>
        <source>A shot cannot be {0} seconds long; choose another length.</source>
        <translation>镜头不能是 {0} 秒；请选择其他长度。</translation>
    </message>
    <message>
        <source>A take could not be kept in {0}: {1}; nothing was lost.</source>
        <translation>版本无法保存到 {0}：{1}；没有丢失任何内容。</translation>
    </message>
    <message>
        <source>A threshold of {0} is out of reach; use 1.1 (many cuts) to 100 (few).</source>
        <translation>阈值 {0} 超出范围；请用 1.1（多切）到 100（少切）。</translation>
    </message>
    <message>
        <source>A title cannot start before the film does.</source>
        <translation>标题不能早于影片开始。</translation>
    </message>
    <message>
        <source>A title holds up to {0} letters in {1} lines; make two of it.</source>
        <translation>一个标题最多 {0} 个字、{1} 行；请分成两个。</translation>
    </message>
    <message>
        <source>A title that stands for no frame is not seen; use at least 1.</source>
        <translation>不占任何帧的标题看不到；至少用 1 帧。</translation>
    </message>
    <message>
        <source>A title without words shows nothing; type what it says.</source>
        <translation>没有文字的标题什么也不显示；请输入文字。</translation>
    </message>
    <message>
        <source>A title&apos;s font is the name of a family, such as Noto Sans.</source>
        <translation>标题的字体是字体家族的名称，例如 Noto Sans。</translation>
    </message>
    <message>
        <source>A title&apos;s {0} goes from {1} to {2}.</source>
        <translation>标题的 {0} 从 {1} 到 {2}。</translation>
    </message>
    <message>
        <source>A title&apos;s {0} is one of {1}.</source>
        <translation>标题的 {0} 是以下之一：{1}。</translation>
    </message>
    <message>
        <source>A title&apos;s {0} is six hex digits, such as #ffcc00.</source>
        <translation>标题的 {0} 是六位十六进制数字，例如 #ffcc00。</translation>
    </message>
    <message>
        <source>A transformer that is divided is called by the names of its arguments.</source>
        <translation>被拆分的 Transformer 须按参数名调用。</translation>
    </message>
    <message>
        <source>A {0} of the card at {1} has no picture.</source>
        <translation>{1} 处卡片的一个{0}没有图片。</translation>
    </message>
    <message>
        <source>A {0} of the card at {1} lies outside its footage {2}.</source>
        <translation>{1} 处卡片的一个{0}在其素材 {2} 之外。</translation>
    </message>
    <message>
        <source>A “{0}” file holds no content credentials; only its metadata say what was drawn.</source>
        <translation>“{0}”文件不能带内容凭证；只有元数据说明绘制了什么。</translation>
    </message>
    <message>
        <source>A “{0}” file of 4 GiB or more has no room for content credentials.</source>
        <translation>4 GiB 或更大的“{0}”文件放不下内容凭证。</translation>
    </message>
    <message>
        <source>Addresses that begin with ray:// need a part of Ray that is not installed here ({0}); install it with: pip install &apos;ray[client]&apos;.</source>
        <translation>以 ray:// 开头的地址需要此处未安装的 Ray 组件（{0}）；请用此命令安装：pip install &apos;ray[client]&apos;。</translation>
    </message>
    <message>
        <source>All of the picture was painted, so nothing stands still; paint less.</source>
        <translation>整个画面都涂画了，没有静止的部分；请少涂一些。</translation>
    </message>
    <message>
        <source>An EDL cannot count {0} frames a second; choose a lower rate.</source>
        <translation>EDL 不能表示每秒 {0} 帧；请选择较低的帧率。</translation>
    </message>
    <message>
        <source>An empty prompt draws nothing; leave it away to have one made.</source>
        <translation>空的提示词不会绘制任何内容；不写则自动生成一个。</translation>
    </message>
    <message>
        <source>Another Tweenboard is setting up there{0}; wait until it is done.</source>
        <translation>另一个 Tweenboard 正在那里进行安装{0}；请等待其完成。</translation>
    </message>
    <message>
        <source>Another clip lies over the two in {0}; mute it, or take it away first.</source>
        <translation>另一个剪辑盖在 {0} 的两个剪辑之上；请先静音或移开它。</translation>
    </message>
    <message>
        <source>Apple&apos;s graphics are only in a Mac; choose another kind.</source>
        <translation>Apple 显卡只存在于 Mac 中；请选择其他类型。</translation>
    </message>
    <message>
        <source>Card {0} ({1})</source>
        <translation>卡片 {0}（{1}）</translation>
    </message>
    <message>
        <source>Clips are mixed in {0}; take away their fades, opacity and framing to let it move.</source>
        <translation>{0} 中的剪辑混合在一起；请去掉它们的淡入淡出、不透明度和构图，才能让它动起来。</translation>
    </message>
    <message>
        <source>Collecting was cancelled; nothing was written.</source>
        <translation>收集已取消；没有写入任何内容。</translation>
    </message>
    <message>
        <source>Content credentials need the library c2pa, which cannot be loaded ({0}); reinstall the program, or export without credentials.</source>
        <translation>内容凭证需要 c2pa 库，无法加载（{0}）；请重新安装程序，或不带凭证导出。</translation>
    </message>
    <message>
        <source>Cuts that lie between two frames at {0} a second went to the nearest one.</source>
        <translation>每秒 {0} 帧时落在两帧之间的切点已移到最近的一帧。</translation>
    </message>
    <message>
        <source>Drawing needs {0}, which is not installed; install Tweenboard with its models extra.</source>
        <translation>绘制需要 {0}，但尚未安装；请安装带 models 附加组件的 Tweenboard。</translation>
    </message>
    <message>
        <source>Drawing needs {0}, which is not set up on this computer yet; set it up with: tween setup.</source>
        <translation>绘制需要 {0}，这台电脑上尚未设置；请用此命令设置：tween setup。</translation>
    </message>
    <message>
        <source>Drawing on a cluster needs Ray, which is not on this computer; get it with: {0}.</source>
        <translation>在集群上绘制需要 Ray，本机没有；获取方法：{0}。</translation>
    </message>
    <message>
        <source>Drawn cards are drawn anew for the new rate; undo brings their takes back.</source>
        <translation>已绘制的卡片会按新帧率重新绘制；撤销可找回原来的版本。</translation>
    </message>
    <message>
        <source>Every frame of the film was drawn; there was no footage to keep.</source>
        <translation>影片的每一帧都是绘制的；没有可保留的素材。</translation>
    </message>
    <message>
        <source>Footage cannot run at {0} of its speed; {1} is the slowest.</source>
        <translation>素材的速度不能是 {0}；最慢为 {1}。</translation>
    </message>
    <message>
        <source>Footage that the film turns into goes behind its end at {0}; leave --at away, or choose a curve that comes back, such as --mode sample.</source>
        <translation>影片要变成的素材接在其末尾 {0} 之后；请去掉 --at，或选择会回来的曲线，例如 --mode sample。</translation>
    </message>
    <message>
        <source>Frame {0} is not inside the film, which runs {1}.</source>
        <translation>第 {0} 帧不在影片内，影片范围是 {1}。</translation>
    </message>
    <message>
        <source>Frame {0} is not inside the film, which runs {1}; {2}.</source>
        <translation>第 {0} 帧不在影片内，影片范围是 {1}；{2}。</translation>
    </message>
    <message>
        <source>Frame {0} lies before the film; frames go from 0 on.</source>
        <translation>第 {0} 帧在影片之前；帧从 0 开始。</translation>
    </message>
    <message>
        <source>Frame {0} stands still already; make its picture longer instead.</source>
        <translation>第 {0} 帧已是定格；请改为延长其画面。</translation>
    </message>
    <message>
        <source>Frame {0}, where the {1} was painted, is not in {2}.</source>
        <translation>涂画了{1}的第 {0} 帧不在 {2} 中。</translation>
    </message>
    <message>
        <source>Frames {0} were drawn by {1}.</source>
        <translation>第 {0} 帧由 {1} 绘制。</translation>
    </message>
    <message>
        <source>GIF shows at most {0} frames a second: one frame of every {1} was written.</source>
        <translation>GIF 每秒最多 {0} 帧：每 {1} 帧写出一帧。</translation>
    </message>
    <message>
        <source>Going on from step {0} of {1}, where the drawing was cut off.</source>
        <translation>从中断处第 {0} 步继续，共 {1} 步。</translation>
    </message>
    <message>
        <source>How much memory the model in {0} needs cannot be told ({1}); get the model again.</source>
        <translation>无法得知 {0} 中的模型需要多少内存（{1}）；请重新获取模型。</translation>
    </message>
    <message>
        <source>It draws pictures only; its sound is not used.</source>
        <translation>它只绘制画面；不使用其声音。</translation>
    </message>
    <message>
        <source>It says “{0}”.</source>
        <translation>文字为“{0}”。</translation>
    </message>
    <message>
        <source>It was called away.</source>
        <translation>它被叫走了。</translation>
    </message>
    <message>
        <source>It was trained without kept frames; they are blended in, and Wan VACE or Wan 2.2 TI2V keep footage better.</source>
        <translation>它训练时没有保留帧；保留帧靠混合得到，Wan VACE 或 Wan 2.2 TI2V 能更好地保留素材。</translation>
    </message>
    <message>
        <source>It would not give the same bits: {0} is not {1}.</source>
        <translation>结果不会逐位相同：{0} 不是 {1}。</translation>
    </message>
    <message>
        <source>Its frame rate varies; frames are picked by their timestamps, nominally {0} a second.</source>
        <translation>帧率可变；按时间戳取帧，名义上每秒 {0} 帧。</translation>
    </message>
    <message>
        <source>Its frames have different durations; they are picked by their timestamps.</source>
        <translation>各帧时长不同；按时间戳取帧。</translation>
    </message>
    <message>
        <source>Its pixels are not square ({0}); it is shown as {1}.</source>
        <translation>像素不是正方形（{0}）；显示为 {1}。</translation>
    </message>
    <message>
        <source>Its sound is in a form that cannot be decoded, so the clip is silent.</source>
        <translation>其声音的格式无法解码，所以剪辑没有声音。</translation>
    </message>
    <message>
        <source>Its title was made by a newer Tweenboard; update this one to change it.</source>
        <translation>这个标题由更新版本的 Tweenboard 制作；请更新后再修改。</translation>
    </message>
    <message>
        <source>Kept bit-exact: {0} ({1} frames equal their source by SHA-256).</source>
        <translation>逐位保留：{0}（{1} 帧经 SHA-256 与来源一致）。</translation>
    </message>
    <message>
        <source>Kept bit-exact: {0} ({1} frames equal their source by SHA-256, {2} of them in their grade).</source>
        <translation>逐位保留：{0}（{1} 帧与源素材的 SHA-256 相同，其中 {2} 帧按其调色比较）。</translation>
    </message>
    <message>
        <source>Line {0} and what follows cannot be read as a table: {1}.</source>
        <translation>第 {0} 行及之后无法作为表格读取：{1}。</translation>
    </message>
    <message>
        <source>Line {0} has more cells than there are columns; put text with commas in quotes.</source>
        <translation>第 {0} 行的单元格多于列数；带逗号的文本请加引号。</translation>
    </message>
    <message>
        <source>Line {0} is not part of the list, and was left out.</source>
        <translation>第 {0} 行不属于列表，已略去。</translation>
    </message>
    <message>
        <source>Line {0} says nothing about what happens, and was left out.</source>
        <translation>第 {0} 行没有写发生什么，已略去。</translation>
    </message>
    <message>
        <source>Line {0}: {1}; the shot is {2} seconds long.</source>
        <translation>第 {0} 行：{1}；镜头为 {2} 秒。</translation>
    </message>
    <message>
        <source>Line {0}: “{1}” is no {2} that a card can have, and was left out.</source>
        <translation>第 {0} 行：“{1}”不是卡片可用的{2}，已略去。</translation>
    </message>
    <message>
        <source>Long shots: every frame has a noise level of its own.</source>
        <translation>长镜头：每一帧都有各自的噪声水平。</translation>
    </message>
    <message>
        <source>Looking for shot changes needs PySceneDetect and OpenCV, which are not installed here; install them with: pip install &apos;tweenboard[vision]&apos;.</source>
        <translation>查找镜头切换需要 PySceneDetect 和 OpenCV，这里尚未安装；请安装：pip install &apos;tweenboard[vision]&apos;。</translation>
    </message>
    <message>
        <source>Made of {0} numbered pictures.</source>
        <translation>由 {0} 张编号图片组成。</translation>
    </message>
    <message>
        <source>Making the preview was stopped.</source>
        <translation>已停止生成代理。</translation>
    </message>
    <message>
        <source>Memory ran out for {0}, also in the smallest way there is (about {1} GB); close other programs, or {2}.</source>
        <translation>{0} 内存不足，最省的方式也不行（约 {1} GB）；请关闭其他程序，或{2}。</translation>
    </message>
    <message>
        <source>Memory ran out; going on {0}.</source>
        <translation>内存不足；继续：{0}。</translation>
    </message>
    <message>
        <source>Metadata of other programs was left out: {0}{1}.</source>
        <translation>其他程序的元数据已略去：{0}{1}。</translation>
    </message>
    <message>
        <source>Models cannot be got while HF_HUB_OFFLINE is set; unset it, or add one from this machine.</source>
        <translation>设置了 HF_HUB_OFFLINE 时无法获取模型；请取消它，或从本机添加。</translation>
    </message>
    <message>
        <source>No backup of {0} could be made ({1}); every edit is in the film itself.</source>
        <translation>无法备份 {0}（{1}）；每次编辑都已在影片中。</translation>
    </message>
    <message>
        <source>No card in {0} that can be drawn says what happens; write it on one first.</source>
        <translation>{0} 中可绘制的卡片都没写发生什么；请先在一张上写明。</translation>
    </message>
    <message>
        <source>No card is chosen; choose cards that lie side by side on the board.</source>
        <translation>没有选中卡片；请选择故事板上相邻的卡片。</translation>
    </message>
    <message>
        <source>No card lies over the clip at {0}.</source>
        <translation>{0} 处的剪辑上没有卡片。</translation>
    </message>
    <message>
        <source>No card says what happens, so there is nothing to keep as a template.</source>
        <translation>没有卡片写明发生什么，没有可存为模板的内容。</translation>
    </message>
    <message>
        <source>No cluster answers at {0} ({1}); start it there with “ray start --head”, or put the address right.</source>
        <translation>{0} 处没有集群应答（{1}）；请在那里用“ray start --head”启动，或更正地址。</translation>
    </message>
    <message>
        <source>No export to {0} was left unfinished in its folder.</source>
        <translation>{0} 所在文件夹没有未完成的导出。</translation>
    </message>
    <message>
        <source>No font on this computer has the sign “{0}” ({1}); install one, such as Noto, or leave it out.</source>
        <translation>这台电脑上没有任何字体有“{0}”（{1}）这个字；请安装一种（例如 Noto），或去掉它。</translation>
    </message>
    <message>
        <source>No footage leaves anything empty at {0}×{1}, so nothing is drawn around it.</source>
        <translation>在 {0}×{1} 下素材没有留空，四周不补画。</translation>
    </message>
    <message>
        <source>No model drew in it, so that no mark was put into its pictures.</source>
        <translation>没有模型参与绘制，画面中没有加入标记。</translation>
    </message>
    <message>
        <source>No one clip of the film lies under {0}; choose frames inside a clip.</source>
        <translation>{0} 下没有单独一个剪辑；请选择一个剪辑之内的帧。</translation>
    </message>
    <message>
        <source>No part of it was drawn by a model.</source>
        <translation>没有任何部分由模型绘制。</translation>
    </message>
    <message>
        <source>No two clips meet at frame {0}; a dissolve needs a cut between two clips.</source>
        <translation>第 {0} 帧处没有两个剪辑相接；叠化需要两个剪辑之间的切点。</translation>
    </message>
    <message>
        <source>Nothing could be copied, so that all was encoded: {0}.</source>
        <translation>没有可复制的部分，全部重新编码：{0}。</translation>
    </message>
    <message>
        <source>Nothing in {0} says how it looks (a style, light or mood); give the words.</source>
        <translation>{0} 没有写外观（风格、光线或氛围）；请写明。</translation>
    </message>
    <message>
        <source>Nothing is painted in {0}; what is to change is white or opaque there.</source>
        <translation>{0} 中没有涂画；要改变的部分应为白色或不透明。</translation>
    </message>
    <message>
        <source>Nothing is selected; select a clip or a card first.</source>
        <translation>没有选中内容；请先选择剪辑或卡片。</translation>
    </message>
    <message>
        <source>Nothing is set up for drawing yet, so there is nothing to repair; set it up first.</source>
        <translation>尚未设置任何绘制组件，因此没有可修复的；请先进行设置。</translation>
    </message>
    <message>
        <source>Nothing is set up for drawing yet; do so with: tween setup.</source>
        <translation>尚未设置绘制组件；请用此命令设置：tween setup。</translation>
    </message>
    <message>
        <source>Nothing moves in {0}; let the model draw what moves with --prompt.</source>
        <translation>{0} 中没有运动；可用 --prompt 让模型画出运动。</translation>
    </message>
    <message>
        <source>Nothing moves in {0}; slow motion needs footage or a drawn card.</source>
        <translation>{0} 中没有运动；慢动作需要素材或已绘制的卡片。</translation>
    </message>
    <message>
        <source>Nothing of this is in a group.</source>
        <translation>这些都不在编组中。</translation>
    </message>
    <message>
        <source>Nothing says what happens in the {0} new frames; give a prompt, or write it on the card beside them.</source>
        <translation>{0} 帧新画面没有写发生什么；请给出提示词，或写在旁边的卡片上。</translation>
    </message>
    <message>
        <source>Nothing says what happens in {0}; give a prompt, or write it on the card.</source>
        <translation>{0} 没有写发生什么；请给出提示词，或写在卡片上。</translation>
    </message>
    <message>
        <source>Nothing says what happens in {0}; give a prompt.</source>
        <translation>{0} 没有写发生什么；请给出提示词。</translation>
    </message>
    <message>
        <source>Nothing says what is around the picture of {0}; give a prompt.</source>
        <translation>{0} 的画面四周是什么没有写；请给出提示词。</translation>
    </message>
    <message>
        <source>Nothing stands out in the box around the subject; paint its mask instead.</source>
        <translation>主体周围的方框里没有突出的内容；请改为涂画遮罩。</translation>
    </message>
    <message>
        <source>Nothing was painted that a region could be made of; paint more.</source>
        <translation>没有可构成区域的涂画；请多涂一些。</translation>
    </message>
    <message>
        <source>Nothing would be left of the film; keep at least one range.</source>
        <translation>影片会一点不剩；请至少保留一段。</translation>
    </message>
    <message>
        <source>Number{0} {1} {2} missing; the picture before is held.</source>
        <translation>缺少编号{0} {1} {2}；保持前一张图片。</translation>
    </message>
    <message>
        <source>Of {0} frames, {1}{2} were drawn by AI ({3}).</source>
        <translation>{0} 帧中，{1}{2} 由 AI 绘制（{3}）。</translation>
    </message>
    <message>
        <source>Part of the file is damaged; the frames that can be decoded are used.</source>
        <translation>文件的一部分已损坏；使用能解码的帧。</translation>
    </message>
    <message>
        <source>Quick redrawing with kept frames that stand still, exactly.</source>
        <translation>快速重绘，保留的帧完全不变。</translation>
    </message>
    <message>
        <source>Read as: {0}.</source>
        <translation>读作：{0}。</translation>
    </message>
    <message>
        <source>Reading the sound was stopped.</source>
        <translation>已停止读取声音。</translation>
    </message>
    <message>
        <source>Redrawing ranges of footage at 720p: kept frames stand still, exactly.</source>
        <translation>以 720p 重绘素材的片段：保留的帧完全不变。</translation>
    </message>
    <message>
        <source>Say what is to move: paint it with --box, --polygon, --brush, --mask or --subject.</source>
        <translation>请说明什么要动：用 --box、--polygon、--brush、--mask 或 --subject 涂画。</translation>
    </message>
    <message>
        <source>Setting up takes up to {0} GB, and the disk of {1} has {2} GB free; free some space or choose another place.</source>
        <translation>设置最多需要 {0} GB，而 {1} 所在磁盘只有 {2} GB 可用；请腾出空间或选择其他位置。</translation>
    </message>
    <message>
        <source>Slow motion needs a speed below 1, and {0} is not; write 1/2 or 1/4.</source>
        <translation>慢动作的速度要小于 1，{0} 不是；请写 1/2 或 1/4。</translation>
    </message>
    <message>
        <source>Smart export copies footage as it is, so that no mark can be put into its pictures; leave one of the two out.</source>
        <translation>智能导出原样复制素材，画面中无法加入标记；请去掉其中一项。</translation>
    </message>
    <message>
        <source>Sound of {0} bit/s is out of reach; use {1} to {2}.</source>
        <translation>声音 {0} bit/s 超出范围；请用 {1} 到 {2}。</translation>
    </message>
    <message>
        <source>Stopped; nothing was added.</source>
        <translation>已停止；没有添加任何内容。</translation>
    </message>
    <message>
        <source>Stopped; nothing was changed.</source>
        <translation>已停止；未作任何更改。</translation>
    </message>
    <message>
        <source>Stopped; the film is as it was.</source>
        <translation>已停止；影片保持原样。</translation>
    </message>
    <message>
        <source>Stopped; what was fetched is kept.</source>
        <translation>已停止；已获取的部分会保留。</translation>
    </message>
    <message>
        <source>Text to video at its best, with two transformers for two halves of the work; kept frames are blended in.</source>
        <translation>由文字生成视频的最佳效果，两个 transformer 各负责一半工作；保留的帧会融合进去。</translation>
    </message>
    <message>
        <source>Text to video on a small graphics card; kept frames are blended in.</source>
        <translation>在小显卡上由文字生成视频；保留的帧会融合进去。</translation>
    </message>
    <message>
        <source>Text to video with finer detail; kept frames are blended in.</source>
        <translation>由文字生成视频，细节更精细；保留的帧会融合进去。</translation>
    </message>
    <message>
        <source>That was copied at {0} frames a second, this film has {1}; copy between films of one rate.</source>
        <translation>复制自每秒 {0} 帧的影片，本影片为 {1}；请在帧率相同的影片之间复制。</translation>
    </message>
    <message>
        <source>That would begin {0} frames before the film does.</source>
        <translation>这会早于影片开头 {0} 帧。</translation>
    </message>
    <message>
        <source>The LoRA {0} cannot be read; get it again.</source>
        <translation>LoRA {0} 无法读取；请重新获取。</translation>
    </message>
    <message>
        <source>The LoRA {0} holds broken numbers (NaN); get it again.</source>
        <translation>LoRA {0} 含有损坏的数值（NaN）；请重新获取。</translation>
    </message>
    <message>
        <source>The LoRA {0} is no .safetensors file, and other kinds could run code.</source>
        <translation>LoRA {0} 不是 .safetensors 文件，其他类型可能运行代码。</translation>
    </message>
    <message>
        <source>The LoRA {0} was made for another model: {1} has no place for {2}; choose a LoRA for this model, or the model that it was made for.</source>
        <translation>LoRA {0} 是为另一个模型制作的：{1} 没有 {2} 的位置；请选择适合此模型的 LoRA，或它所属的模型。</translation>
    </message>
    <message>
        <source>The LoRAs {0} need names of their own.</source>
        <translation>LoRA {0} 需要各自的名称。</translation>
    </message>
    <message>
        <source>The NVIDIA driver {0} is too old to draw with; update it to {1} or newer, or choose the processor instead.</source>
        <translation>NVIDIA 驱动 {0} 太旧，无法用于绘制；请更新到 {1} 或更新版本，或改用处理器。</translation>
    </message>
    <message>
        <source>The board in {0} is damaged; only its tracks were read.</source>
        <translation>{0} 中的故事板已损坏；只读取了轨道。</translation>
    </message>
    <message>
        <source>The boundary at {0} cannot go to {1}; both cards need a frame of their own.</source>
        <translation>{0} 处的边界不能移到 {1}；两张卡片都至少需要一帧。</translation>
    </message>
    <message>
        <source>The box around the subject is the whole picture; leave some of the background out.</source>
        <translation>主体周围的方框是整个画面；请留出一些背景。</translation>
    </message>
    <message>
        <source>The box around the subject is too small; draw it around all of the subject.</source>
        <translation>主体周围的方框太小；请框住整个主体。</translation>
    </message>
    <message>
        <source>The built-in model was taught no words for “{0}”, so its pictures stay as they are; choose a larger model for this style.</source>
        <translation>内置模型没有学过“{0}”，画面保持不变；请为此风格选择更大的模型。</translation>
    </message>
    <message>
        <source>The card at {0} has strength {1}, which is not between 0 and 1.</source>
        <translation>{0} 处卡片的强度为 {1}，不在 0 和 1 之间。</translation>
    </message>
    <message>
        <source>The check cannot be switched in {0} ({1}); check the folder.</source>
        <translation>无法在 {0} 切换检查（{1}）；请检查该文件夹。</translation>
    </message>
    <message>
        <source>The check of this machine refused frames {0}{1}.</source>
        <translation>本机的检查拒绝了第 {0} 帧{1}。</translation>
    </message>
    <message>
        <source>The check {0} cannot be run ({1}); nothing is drawn without it.</source>
        <translation>检查 {0} 无法运行（{1}）；没有它就不绘制。</translation>
    </message>
    <message>
        <source>The check {0} did not answer within {1} s; nothing is drawn without it.</source>
        <translation>检查 {0} 在 {1} 秒内没有回应；没有它就不绘制。</translation>
    </message>
    <message>
        <source>The clip at {0} cannot be made {1} dB louder; use {2} to {3}.</source>
        <translation>{0} 处的剪辑不能响 {1} dB；请使用 {2} 到 {3}。</translation>
    </message>
    <message>
        <source>The clip at {0} cannot be seen by {1} %; use 0 to 100.</source>
        <translation>{0} 处的剪辑不能显示 {1} %；请使用 0 到 100。</translation>
    </message>
    <message>
        <source>The clip at {0} cannot be set so: it {1}.</source>
        <translation>{0} 处的剪辑不能这样设置：它{1}。</translation>
    </message>
    <message>
        <source>The clip at {0} cannot lie on {1}, which has no {2}.</source>
        <translation>{0} 处的剪辑不能放在 {1} 上，它没有{2}。</translation>
    </message>
    <message>
        <source>The clip at {0} has no sound that could be louder or quieter.</source>
        <translation>{0} 处的剪辑没有可以调响或调轻的声音。</translation>
    </message>
    <message>
        <source>The clip at {0} has {1} frames; its fades together cannot have {2}.</source>
        <translation>{0} 处的剪辑有 {1} 帧；它的淡变合起来不能有 {2} 帧。</translation>
    </message>
    <message>
        <source>The clip at {0} is a picture; it has no other frames to show.</source>
        <translation>{0} 处的剪辑是图片；没有其他帧可显示。</translation>
    </message>
    <message>
        <source>The clip at {0} is a picture; it has no speed.</source>
        <translation>{0} 处的剪辑是图片；没有速度。</translation>
    </message>
    <message>
        <source>The clip at {0} is shorter than a blend of {1} frames; use at most {2}.</source>
        <translation>{0} 处的剪辑比 {1} 帧的混合短；请最多用 {2} 帧。</translation>
    </message>
    <message>
        <source>The clip at {0} is too short to dissolve over {1} frames; it has room for {2}.</source>
        <translation>{0} 处的剪辑太短，不能叠化 {1} 帧；它容得下 {2} 帧。</translation>
    </message>
    <message>
        <source>The clip at {0} needs at least one frame; remove it instead.</source>
        <translation>{0} 处的剪辑至少需要一帧；请改为移除它。</translation>
    </message>
    <message>
        <source>The clip at {0} on {1} cannot be shown so: it {2}.</source>
        <translation>{1} 上位于 {0} 的剪辑无法这样显示：{2}。</translation>
    </message>
    <message>
        <source>The clip at {0} on {1} does not go on in a clip right behind it.</source>
        <translation>{1} 上 {0} 处的剪辑后面没有紧接的剪辑。</translation>
    </message>
    <message>
        <source>The clip at {0} on {1} ends with its footage, so that nothing could run on beneath the next one; trim its end first.</source>
        <translation>{1} 上 {0} 处的剪辑在素材末尾结束，没有可在下一个剪辑下面继续播放的内容；请先修剪它的末尾。</translation>
    </message>
    <message>
        <source>The clip at {0} on {1} has a speed of {2} that cannot be played.</source>
        <translation>{1} 上 {0} 处剪辑的速度 {2} 无法播放。</translation>
    </message>
    <message>
        <source>The clip at {0} on {1} has no picture that could be framed.</source>
        <translation>{1} 上位于 {0} 的剪辑没有可以构图的画面。</translation>
    </message>
    <message>
        <source>The clip at {0} on {1} has no picture that could be seen through.</source>
        <translation>{1} 上 {0} 处的剪辑没有可以变透明的画面。</translation>
    </message>
    <message>
        <source>The clip at {0} on {1} has no picture that could move.</source>
        <translation>{1} 上 {0} 处的剪辑没有可以运动的画面。</translation>
    </message>
    <message>
        <source>The clip at {0} on {1} has no picture to match colours with.</source>
        <translation>{1} 上 {0} 处的剪辑没有可以匹配颜色的画面。</translation>
    </message>
    <message>
        <source>The clip at {0} on {1} has {2} footage, which cannot lie there.</source>
        <translation>{1} 上 {0} 处的剪辑是{2}素材，不能放在那里。</translation>
    </message>
    <message>
        <source>The clip at {0} on {1} is in the way; trim that one first.</source>
        <translation>{1} 上 {0} 处的剪辑挡住了；请先修剪它。</translation>
    </message>
    <message>
        <source>The clip at {0} on {1} is locked; unlock it to change it.</source>
        <translation>{1} 上 {0} 处的剪辑已锁定；请解锁后再更改。</translation>
    </message>
    <message>
        <source>The clip at {0} on {1} is too short to slide over.</source>
        <translation>{1} 上 {0} 处的剪辑太短，无法内滑越过。</translation>
    </message>
    <message>
        <source>The clip at {0} on {1} runs past the end of its footage.</source>
        <translation>{1} 上 {0} 处的剪辑超出其素材末尾。</translation>
    </message>
    <message>
        <source>The clip at {0} on {1} shows footage that the film does not know.</source>
        <translation>{1} 上 {0} 处的剪辑显示影片不认识的素材。</translation>
    </message>
    <message>
        <source>The clip at {0} on {1} starts before its footage does.</source>
        <translation>{1} 上 {0} 处的剪辑早于其素材开头。</translation>
    </message>
    <message>
        <source>The clips at the cut at {0} have no {1} frames of footage beyond it between them; blend fewer frames, or let the film get shorter.</source>
        <translation>{0} 处切点两侧的剪辑在切点之外没有 {1} 帧素材；请少混合几帧，或让影片变短。</translation>
    </message>
    <message>
        <source>The clips at {0} and {1} do not lie over each other in {2}.</source>
        <translation>{0} 和 {1} 处的剪辑在 {2} 没有重叠。</translation>
    </message>
    <message>
        <source>The clips at {0} and {1} on {2} would lie over each other; trim one of them first.</source>
        <translation>{2} 上 {0} 和 {1} 处的剪辑会重叠；请先修剪其中一个。</translation>
    </message>
    <message>
        <source>The cluster at {0} has no machine to draw on; add one to it.</source>
        <translation>{0} 处的集群没有可用于绘制的机器；请加入一台。</translation>
    </message>
    <message>
        <source>The cluster at {0} was started by another Ray or Python than this machine&apos;s ({1}); install the same on both.</source>
        <translation>{0} 处的集群由与本机不同的 Ray 或 Python 启动（{1}）；请在两边安装相同版本。</translation>
    </message>
    <message>
        <source>The colours in {0} are corrected; reset those of its clip to let it move.</source>
        <translation>{0} 中的颜色经过校正；请重置其剪辑的颜色，才能让它动起来。</translation>
    </message>
    <message>
        <source>The colours of footage were corrected.</source>
        <translation>素材的颜色经过校正。</translation>
    </message>
    <message>
        <source>The colours of {0} are coded as {1}, which cannot be shown here; convert it to HDR10 or BT.709.</source>
        <translation>{0} 的颜色编码为 {1}，这里无法显示；请转换为 HDR10 或 BT.709。</translation>
    </message>
    <message>
        <source>The column “{0}” is not one of {1}, and was left out.</source>
        <translation>列“{0}”不是 {1} 之一，已略去。</translation>
    </message>
    <message>
        <source>The copy was cancelled; nothing was written.</source>
        <translation>复制已取消；没有写入任何内容。</translation>
    </message>
    <message>
        <source>The cut at {0} cannot go to {1}; both clips need a frame of their own.</source>
        <translation>{0} 处的切点不能移到 {1}；两个剪辑都至少需要一帧。</translation>
    </message>
    <message>
        <source>The drawing was stopped.</source>
        <translation>绘制已停止。</translation>
    </message>
    <message>
        <source>The effect “{0}” on “{1}” was left out.</source>
        <translation>“{1}”上的效果“{0}”已略去。</translation>
    </message>
    <message>
        <source>The encoder {0} does not work on this machine ({1}); leave the encoder out.</source>
        <translation>编码器 {0} 在这台电脑上不可用（{1}）；请不要指定编码器。</translation>
    </message>
    <message>
        <source>The encoder {0} has one quality only; leave CRF and bit rate out.</source>
        <translation>编码器 {0} 只有一种质量；请不要指定 CRF 和码率。</translation>
    </message>
    <message>
        <source>The encoder {0} has one speed only; leave the speed out.</source>
        <translation>编码器 {0} 只有一种速度；请不要指定速度。</translation>
    </message>
    <message>
        <source>The export was stopped; nothing was written.</source>
        <translation>导出已停止；没有写入任何内容。</translation>
    </message>
    <message>
        <source>The file does not say how its colours are coded; {0} was assumed from its size.</source>
        <translation>文件没有说明颜色如何编码；按其尺寸采用 {0}。</translation>
    </message>
    <message>
        <source>The file has several picture tracks; the first is used.</source>
        <translation>文件有多条画面轨道；使用第一条。</translation>
    </message>
    <message>
        <source>The film has no cards yet; put footage or words on the board first.</source>
        <translation>影片还没有卡片；请先把素材或文字放到故事板。</translation>
    </message>
    <message>
        <source>The film has no frame {0} to stand still; choose one from 0 to {1}.</source>
        <translation>影片没有可定格的第 {0} 帧；请选择 0 到 {1}。</translation>
    </message>
    <message>
        <source>The film has no last {0} s; it is {1} s long.</source>
        <translation>影片没有最后 {0} 秒；它长 {1} 秒。</translation>
    </message>
    <message>
        <source>The film has no sound to write; choose a format with a picture.</source>
        <translation>影片没有可写出的声音；请选择带画面的格式。</translation>
    </message>
    <message>
        <source>The film has {0} frames a second already; choose another rate.</source>
        <translation>影片已经是每秒 {0} 帧；请选择其他帧率。</translation>
    </message>
    <message>
        <source>The film has {0} frames, too few for a loop of {1} whose end is drawn anew; choose a shorter one, or let new frames lead back.</source>
        <translation>影片有 {0} 帧，不足以做末尾重画的 {1} 循环；请选择更短的循环，或用新的帧接回。</translation>
    </message>
    <message>
        <source>The film is a loop already; redo its last frames, or undo the loop first.</source>
        <translation>影片已经是循环；请重画其最后几帧，或先撤销循环。</translation>
    </message>
    <message>
        <source>The film is empty; add footage or draw a card first.</source>
        <translation>影片是空的；请先添加素材或绘制卡片。</translation>
    </message>
    <message>
        <source>The film is empty; say how long the loop is to be, and what happens in it.</source>
        <translation>影片是空的；请说明循环多长，以及其中发生什么。</translation>
    </message>
    <message>
        <source>The film is empty; there is nothing to list.</source>
        <translation>影片是空的；没有可列出的内容。</translation>
    </message>
    <message>
        <source>The film is longer than a day; timecodes of other programs begin again at 0 there.</source>
        <translation>影片超过一天；其他程序的时间码在那里会从 0 重新开始。</translation>
    </message>
    <message>
        <source>The film is too large for one file; nothing was changed: begin another film.</source>
        <translation>影片对一个文件来说太大；未作任何更改：请另建一部影片。</translation>
    </message>
    <message>
        <source>The film is {0}×{1} already.</source>
        <translation>影片已经是 {0}×{1}。</translation>
    </message>
    <message>
        <source>The film moves in {0} already; un-freezing needs a stretch that stands still.</source>
        <translation>影片在 {0} 已有运动；解除定格需要静止的一段。</translation>
    </message>
    <message>
        <source>The film shows nothing in a part of {0}; choose a range with a still picture.</source>
        <translation>影片在 {0} 的一部分没有画面；请选择静止画面的范围。</translation>
    </message>
    <message>
        <source>The film shows nothing in frame {0}; choose one with a picture to stand still.</source>
        <translation>影片第 {0} 帧没有画面；请选择有画面的帧来定格。</translation>
    </message>
    <message>
        <source>The film shows nothing in frame {0}; choose one with a picture.</source>
        <translation>影片第 {0} 帧没有画面；请选择有画面的帧。</translation>
    </message>
    <message>
        <source>The film {0} named “{1}”; give its whole path as `tween show` prints it.</source>
        <translation>影片 {0} 指明了“{1}”；请给出 `tween show` 显示的完整路径。</translation>
    </message>
    <message>
        <source>The film&apos;s rate {0} is not one that can be played.</source>
        <translation>影片的帧率 {0} 无法播放。</translation>
    </message>
    <message>
        <source>The film&apos;s size {0}×{1} is not one that can be shown.</source>
        <translation>影片的尺寸 {0}×{1} 无法显示。</translation>
    </message>
    <message>
        <source>The folder for previews cannot be written; check the disk and its permissions.</source>
        <translation>代理文件夹无法写入；请检查磁盘及其权限。</translation>
    </message>
    <message>
        <source>The folder {0} does not exist; make it first.</source>
        <translation>文件夹 {0} 不存在；请先创建它。</translation>
    </message>
    <message>
        <source>The folder {0} for made footage cannot be made: {1}.</source>
        <translation>无法创建存放生成素材的文件夹 {0}：{1}。</translation>
    </message>
    <message>
        <source>The folder {0} for sequences cannot be made: {1}.</source>
        <translation>无法创建存放序列的文件夹 {0}：{1}。</translation>
    </message>
    <message>
        <source>The folder {0} for titles cannot be made: {1}.</source>
        <translation>无法建立存放标题的文件夹{0}：{1}。</translation>
    </message>
    <message>
        <source>The font {0} cannot be opened; choose another one.</source>
        <translation>无法打开字体 {0}；请选择其他字体。</translation>
    </message>
    <message>
        <source>The footage of the clip at {0} on {1} goes on for {2} more frames only; dissolve over {3} or fewer, or trim its end.</source>
        <translation>{1} 上 {0} 处剪辑的素材只剩 {2} 帧；请叠化不超过 {3} 帧，或修剪它的末尾。</translation>
    </message>
    <message>
        <source>The footage {0} has no frames or no rate.</source>
        <translation>素材 {0} 没有帧或没有帧率。</translation>
    </message>
    <message>
        <source>The frames of {0} are out of order; give the pictures as they follow in time.</source>
        <translation>{0} 的帧次序不对；请按时间先后给出图片。</translation>
    </message>
    <message>
        <source>The framing of clips was left out; an EDL has no place for it.</source>
        <translation>剪辑的构图没有写入；EDL 中没有它的位置。</translation>
    </message>
    <message>
        <source>The gap {0} is drawn with the words of {1}.</source>
        <translation>空隙 {0} 按 {1} 的提示词绘制。</translation>
    </message>
    <message>
        <source>The guidance {0} is {1}, which is not between 1 and 30.</source>
        <translation>{0}的引导强度为 {1}，不在 1 到 30 之间。</translation>
    </message>
    <message>
        <source>The index tells no hash of {0}, so it was left; use another index.</source>
        <translation>索引没有给出 {0} 的哈希值，因此未使用；请改用其他索引。</translation>
    </message>
    <message>
        <source>The influence curve of {0} {1}.</source>
        <translation>{0} 的影响曲线{1}。</translation>
    </message>
    <message>
        <source>The influence curve {0} {1}.</source>
        <translation>影响曲线 {0} {1}。</translation>
    </message>
    <message>
        <source>The influence curve {0}.</source>
        <translation>影响曲线{0}。</translation>
    </message>
    <message>
        <source>The larger LTX-Video in seven steps and without guidance: for trying much in little time.</source>
        <translation>较大的 LTX-Video，七步、无需引导：适合在短时间内多次尝试。</translation>
    </message>
    <message>
        <source>The larger LTX-Video: finer, slower, kept frames stand still.</source>
        <translation>较大的 LTX-Video：更精细、更慢，保留的帧不变。</translation>
    </message>
    <message>
        <source>The largest; kept frames stand still. Its sound is not used.</source>
        <translation>最大的模型；保留的帧不变。不使用它的声音。</translation>
    </message>
    <message>
        <source>The list has {0} events; many programs read only the first {1}.</source>
        <translation>列表有 {0} 个事件；许多程序只读取前 {1} 个。</translation>
    </message>
    <message>
        <source>The list of words {0} cannot be read; put it right, or switch the check off.</source>
        <translation>词表 {0} 无法读取；请修正，或关闭检查。</translation>
    </message>
    <message>
        <source>The look-up table {0} has changed since a clip was given it; choose it again.</source>
        <translation>查找表 {0} 在用于剪辑之后改变了；请重新选择。</translation>
    </message>
    <message>
        <source>The look-up table {0} was not found; put it back at {1}, or take it from the clip.</source>
        <translation>找不到查找表 {0}；请把它放回 {1}，或从剪辑上去掉。</translation>
    </message>
    <message>
        <source>The look-up tables of clips were left out; an EDL has no place for them.</source>
        <translation>剪辑的查找表没有写入；EDL 没有它们的位置。</translation>
    </message>
    <message>
        <source>The loop is made of the film&apos;s last {0} frames; undo brings the others back.</source>
        <translation>循环由影片最后 {0} 帧做成；撤销可以找回其余部分。</translation>
    </message>
    <message>
        <source>The machine ran out of memory; draw a shorter range.</source>
        <translation>电脑内存不足；请绘制较短的范围。</translation>
    </message>
    <message>
        <source>The machine {0} cannot take the job ({1}).</source>
        <translation>机器 {0} 无法接受此任务（{1}）。</translation>
    </message>
    <message>
        <source>The machine {0} has another edition of the model “{1}” than this one; get the same on both.</source>
        <translation>机器 {0} 上的模型“{1}”与本机的版本不同；请在两边获取相同版本。</translation>
    </message>
    <message>
        <source>The machine {0} of the cluster has no model “{1}”; put it into its models folder (tween models).</source>
        <translation>集群中的机器 {0} 没有模型“{1}”；请把它放入该机器的模型文件夹（tween models）。</translation>
    </message>
    <message>
        <source>The machine {0} runs Tweenboard {1}, and this one {2}; install the same on both.</source>
        <translation>机器 {0} 运行 Tweenboard {1}，本机运行 {2}；请在两边安装相同版本。</translation>
    </message>
    <message>
        <source>The machine {0} stopped on a defect: {1}; draw the card again.</source>
        <translation>机器 {0} 因缺陷而停止：{1}；请重新绘制此卡片。</translation>
    </message>
    <message>
        <source>The marked range cannot stop before frame {0}.</source>
        <translation>标记范围不能在第 {0} 帧之前结束。</translation>
    </message>
    <message>
        <source>The marked range from {0} to {1} is none.</source>
        <translation>从 {0} 到 {1} 的标记范围无效。</translation>
    </message>
    <message>
        <source>The markers are not in order from frame 0 on.</source>
        <translation>标记没有从第 0 帧起按顺序排列。</translation>
    </message>
    <message>
        <source>The mask is empty, or too small to be followed; paint more of the subject.</source>
        <translation>遮罩是空的，或太小而无法跟踪；请多涂一些主体。</translation>
    </message>
    <message>
        <source>The mask was painted in frame {0}, but only {1} frames are followed.</source>
        <translation>遮罩涂在第 {0} 帧，但只跟踪 {1} 帧。</translation>
    </message>
    <message>
        <source>The model could not be loaded for a further graphics card; set the graphics cards of a card to 1 in the settings, or free the memory of the others.</source>
        <translation>无法为另一块显卡加载模型；请在设置中把每张卡片使用的显卡数设为 1，或释放其他显卡的显存。</translation>
    </message>
    <message>
        <source>The model folder {0} holds a pickle ({1}), which could run code; use the safetensors version of this model.</source>
        <translation>模型文件夹 {0} 含有 pickle（{1}），可能运行代码；请用此模型的 safetensors 版本。</translation>
    </message>
    <message>
        <source>The model folder {0} holds program code ({1}), which Tweenboard never runs; use a folder without it.</source>
        <translation>模型文件夹 {0} 含有程序代码（{1}），Tweenboard 从不运行；请用不含代码的文件夹。</translation>
    </message>
    <message>
        <source>The model in {0} has no {1}; get the whole model folder again.</source>
        <translation>{0} 中的模型没有 {1}；请重新获取整个模型文件夹。</translation>
    </message>
    <message>
        <source>The model in {0} is a {1}, which Tweenboard cannot draw with; it knows {2}.</source>
        <translation>{0} 中的模型是 {1}，Tweenboard 无法用它绘制；可用的有 {2}。</translation>
    </message>
    <message>
        <source>The model in {0} is of a kind that Tweenboard cannot draw with.</source>
        <translation>{0} 中的模型属于 Tweenboard 无法用来绘制的类型。</translation>
    </message>
    <message>
        <source>The model {0} gave broken numbers (NaN) in step {1} and was stopped; its files may be damaged, so get it again, or choose another model.</source>
        <translation>模型 {0} 在第 {1} 步给出损坏的数值（NaN），已停止；其文件可能已损坏，请重新获取，或换一个模型。</translation>
    </message>
    <message>
        <source>The picture at {0} of {1} comes {2} after the one before it, and what is between looks like a cut; move them {3} or more apart.</source>
        <translation>{1} 在 {0} 的图片距前一张只有 {2}，之间看起来像硬切；请把它们移开 {3} 或更多。</translation>
    </message>
    <message>
        <source>The picture at {0} on {1} has a speed, though nothing in it moves.</source>
        <translation>{1} 上 {0} 处的图片有速度，但其中没有运动。</translation>
    </message>
    <message>
        <source>The picture book of the model in {0} has an index that no book has.</source>
        <translation>{0} 中模型的图册索引无效。</translation>
    </message>
    <message>
        <source>The picture book of the model in {0} names no pictures beside it.</source>
        <translation>{0} 中模型的图册没有指明旁边的图片。</translation>
    </message>
    <message>
        <source>The picture changes its pixel format on the way ({0}); it is brought to the first.</source>
        <translation>画面的像素格式中途改变（{0}）；已统一为最初的格式。</translation>
    </message>
    <message>
        <source>The picture changes its size on the way ({0}{1}); it is fitted into the first.</source>
        <translation>画面的尺寸中途改变（{0}{1}）；已适配到最初的尺寸。</translation>
    </message>
    <message>
        <source>The picture has a colour profile of its own ({0}) and was brought to sRGB.</source>
        <translation>图片带有自己的颜色配置文件（{0}），已转换为 sRGB。</translation>
    </message>
    <message>
        <source>The picture has transparency; it is shown over what lies below it.</source>
        <translation>图片有透明度；显示在其下方的内容之上。</translation>
    </message>
    <message>
        <source>The picture has wide colours ({0}) and was brought to BT.709.</source>
        <translation>图片是广色域（{0}），已转换为 BT.709。</translation>
    </message>
    <message>
        <source>The picture is HDR ({0}) and was tone-mapped to BT.709.</source>
        <translation>图片是 HDR（{0}），已色调映射为 BT.709。</translation>
    </message>
    <message>
        <source>The picture is interlaced and was deinterlaced.</source>
        <translation>图片是隔行的，已去隔行。</translation>
    </message>
    <message>
        <source>The picture is turned on the way, as the file asks; it is fitted into the first.</source>
        <translation>画面按文件的要求中途旋转；已适配到最初的画面。</translation>
    </message>
    <message>
        <source>The picture is turned or mirrored, as its camera noted.</source>
        <translation>图片按相机的记录旋转或镜像。</translation>
    </message>
    <message>
        <source>The picture is {0}, as the file asks.</source>
        <translation>图片按文件的要求{0}。</translation>
    </message>
    <message>
        <source>The process of a further graphics card ended while it drew; draw the card again, which goes on from its last kept step.</source>
        <translation>另一块显卡的进程在绘制时结束了；请重新绘制该卡片，它会从最后保存的步骤继续。</translation>
    </message>
    <message>
        <source>The program&apos;s list of versions names no torch; reinstall the program.</source>
        <translation>程序的版本清单中没有 torch；请重新安装程序。</translation>
    </message>
    <message>
        <source>The prompt of frames {0} holds “{1}”, which is on this machine&apos;s list of what is not drawn ({2}); use other words.</source>
        <translation>第 {0} 帧的提示词含有“{1}”，在本机不绘制的词表中（{2}）；请换用其他词。</translation>
    </message>
    <message>
        <source>The queue is closed; open the film again to generate.</source>
        <translation>队列已关闭；重新打开影片即可生成。</translation>
    </message>
    <message>
        <source>The range {0} is empty: its end must come after its start.</source>
        <translation>范围 {0} 是空的：结尾必须在开头之后。</translation>
    </message>
    <message>
        <source>The range {0} is empty; choose at least one frame.</source>
        <translation>范围 {0} 是空的；请至少选择一帧。</translation>
    </message>
    <message>
        <source>The range {0} is no place for a card; choose at least one frame from 0 on.</source>
        <translation>范围 {0} 不能放卡片；请从 0 起至少选择一帧。</translation>
    </message>
    <message>
        <source>The range {0} is not inside the film, which runs {1}.</source>
        <translation>范围 {0} 不在影片内，影片范围是 {1}。</translation>
    </message>
    <message>
        <source>The range {0} is outside {1}, which has {2} frames at the film&apos;s rate.</source>
        <translation>范围 {0} 在 {1} 之外，它按影片帧率有 {2} 帧。</translation>
    </message>
    <message>
        <source>The range {0} is too short for slow motion; it needs at least 2 frames.</source>
        <translation>范围 {0} 太短，无法做慢动作；至少需要 2 帧。</translation>
    </message>
    <message>
        <source>The range {0} is too short for that rate; it would have no frame left.</source>
        <translation>范围 {0} 对该速率太短；会一帧不剩。</translation>
    </message>
    <message>
        <source>The range {0} is too short to move in; use at least 2 frames.</source>
        <translation>范围 {0} 太短，其中无法运动；请至少用 2 帧。</translation>
    </message>
    <message>
        <source>The range {0} is too short to move; it needs at least {1} frames.</source>
        <translation>范围 {0} 太短，无法运动；至少需要 {1} 帧。</translation>
    </message>
    <message>
        <source>The range {0} leaves a gap after the film&apos;s end; start it at {1}.</source>
        <translation>范围 {0} 会在影片末尾之后留下空隙；请从 {1} 开始。</translation>
    </message>
    <message>
        <source>The range {0} lies outside the film, which is {1}.</source>
        <translation>范围 {0} 在影片之外，影片是 {1}。</translation>
    </message>
    <message>
        <source>The range {0} of {1} is empty; choose at least one frame.</source>
        <translation>{1} 的范围 {0} 是空的；请至少选择一帧。</translation>
    </message>
    <message>
        <source>The range {0} on {1} starts before frame {2}, where it may start.</source>
        <translation>{1} 上的范围 {0} 早于可以开始的第 {2} 帧。</translation>
    </message>
    <message>
        <source>The range {0} runs past the film&apos;s end at {1}; end it there, or start at {2} to extend the film.</source>
        <translation>范围 {0} 超过影片末尾 {1}；请在那里结束，或从 {2} 开始以延长影片。</translation>
    </message>
    <message>
        <source>The ranges {0} and {1} share frames; a frame is kept once.</source>
        <translation>范围 {0} 和 {1} 有共同的帧；一帧只保留一次。</translation>
    </message>
    <message>
        <source>The regions {0} are out of order.</source>
        <translation>区域 {0} 次序不对。</translation>
    </message>
    <message>
        <source>The same with finer detail and motion, for a large graphics card.</source>
        <translation>同上，细节和动作更精细，适合大显卡。</translation>
    </message>
    <message>
        <source>The scale {0} is {1}, which is not between {2} and 1.</source>
        <translation>缩放 {0} 为 {1}，不在 {2} 和 1 之间。</translation>
    </message>
    <message>
        <source>The scheduler of the model in {0} has settings that no LTX has.</source>
        <translation>{0} 中模型的调度器有 LTX 没有的设置。</translation>
    </message>
    <message>
        <source>The search for shot changes was stopped.</source>
        <translation>已停止查找镜头切换。</translation>
    </message>
    <message>
        <source>The sequence “{0}” was laid out on tracks of its own.</source>
        <translation>序列“{0}”已铺在自己的轨道上。</translation>
    </message>
    <message>
        <source>The signing key in {0} cannot be made or read ({1}); check the folder, or export without credentials.</source>
        <translation>无法创建或读取 {0} 中的签名密钥（{1}）；请检查该文件夹，或不带凭证导出。</translation>
    </message>
    <message>
        <source>The signing key in {0} {1}; move the folder away, and a new key is made at the next export.</source>
        <translation>{0} 中的签名密钥 {1}；请移走该文件夹，下次导出会新建密钥。</translation>
    </message>
    <message>
        <source>The sound track “{0}” was left out; an EDL has {1}.</source>
        <translation>声音轨道“{0}”已略去；EDL 有 {1}。</translation>
    </message>
    <message>
        <source>The speed of “{0}” was rounded; an EDL gives tenths of a frame a second.</source>
        <translation>“{0}”的速度已取整；EDL 以每秒十分之一帧表示。</translation>
    </message>
    <message>
        <source>The start {0} names no take, or a strength that is not between 0 and 1.</source>
        <translation>起点 {0} 没有指明版本，或强度不在 0 和 1 之间。</translation>
    </message>
    <message>
        <source>The table has no column “prompt”; its first row must name the columns: {0}.</source>
        <translation>表格没有“prompt”列；第一行必须写列名：{0}。</translation>
    </message>
    <message>
        <source>The table has the column “{0}” twice; keep one of them.</source>
        <translation>表格有两个“{0}”列；请保留一个。</translation>
    </message>
    <message>
        <source>The take cannot be brought to {0} ({1}); draw it again.</source>
        <translation>此版本无法传到 {0}（{1}）；请重新绘制。</translation>
    </message>
    <message>
        <source>The take in {0} is damaged or incomplete and was left out.</source>
        <translation>{0} 中的版本损坏或不完整，已略去。</translation>
    </message>
    <message>
        <source>The take {0} cannot be drawn again: the model {1} is not the one that drew it; get that edition of it again.</source>
        <translation>版本 {0} 无法再次绘制：模型 {1} 不是绘制它的那个；请重新获取那个版次。</translation>
    </message>
    <message>
        <source>The take {0} is none of {1}; choose one of its own.</source>
        <translation>版本 {0} 不属于 {1}；请选择它自己的版本。</translation>
    </message>
    <message>
        <source>The take {0} of {1} is at full size already; there is nothing to refine.</source>
        <translation>{1} 的版本 {0} 已是全尺寸；没有可精修的。</translation>
    </message>
    <message>
        <source>The takes in {0} cannot be read: {1}.</source>
        <translation>{0} 中的版本无法读取：{1}。</translation>
    </message>
    <message>
        <source>The template {0} cannot be read ({1}); mend or remove it.</source>
        <translation>模板 {0} 无法读取（{1}）；请修正或移除。</translation>
    </message>
    <message>
        <source>The timeline starts at {0} s; the film starts at 0.</source>
        <translation>时间线从 {0} 秒开始；影片从 0 开始。</translation>
    </message>
    <message>
        <source>The timeline “{0}” has no clips that can be used.</source>
        <translation>时间线“{0}”中没有可用的剪辑。</translation>
    </message>
    <message>
        <source>The timeline “{0}” has times that are none; it is damaged.</source>
        <translation>时间线“{0}”含有无效的时间；它已损坏。</translation>
    </message>
    <message>
        <source>The title has a control character in it; type its words anew.</source>
        <translation>标题中有控制字符；请重新输入文字。</translation>
    </message>
    <message>
        <source>The track “{0}” holds {1}, and was left out.</source>
        <translation>轨道“{0}”含有 {1}，已略去。</translation>
    </message>
    <message>
        <source>The tracks were changed by another program; the cards are as they were.</source>
        <translation>轨道被其他程序更改；卡片保持原样。</translation>
    </message>
    <message>
        <source>The transformer and the VAE of the model in {0} do not fit together.</source>
        <translation>{0} 中模型的 transformer 与 VAE 不匹配。</translation>
    </message>
    <message>
        <source>The transition “{0}” became a dissolve.</source>
        <translation>转场“{0}”变成了叠化。</translation>
    </message>
    <message>
        <source>The transition “{0}” became a fade.</source>
        <translation>转场“{0}”变成了淡变。</translation>
    </message>
    <message>
        <source>The transition “{0}” lies beside no clip, and was left out.</source>
        <translation>转场“{0}”旁边没有剪辑，已略去。</translation>
    </message>
    <message>
        <source>The word “{0}” of “{1}” needs a text.</source>
        <translation>“{1}”的词“{0}”需要文本。</translation>
    </message>
    <message>
        <source>The words do not fit at that size; they are drawn at {0} % of it.</source>
        <translation>这个字号放不下这些文字；将以其 {0} % 绘制。</translation>
    </message>
    <message>
        <source>The {0} in {1} cannot be read ({2}).</source>
        <translation>{1} 中的{0}无法读取（{2}）。</translation>
    </message>
    <message>
        <source>The {0} in {1} lacks {2} weights, such as {3}.</source>
        <translation>{1} 中的{0}缺少 {2} 个权重，例如 {3}。</translation>
    </message>
    <message>
        <source>The {0} of the model in {1} cannot be read ({2}).</source>
        <translation>{1} 中模型的{0}无法读取（{2}）。</translation>
    </message>
    <message>
        <source>The {0} of the model in {1} has no safetensors weights; get the whole model folder.</source>
        <translation>{1} 中模型的{0}没有 safetensors 权重；请获取整个模型文件夹。</translation>
    </message>
    <message>
        <source>The {0} of the model in {1} has no weights; get the model again.</source>
        <translation>{1} 中模型的{0}没有权重；请重新获取模型。</translation>
    </message>
    <message>
        <source>The {0} of the model in {1} holds broken numbers (NaN), first in {2}; get the model again.</source>
        <translation>{1} 中模型的{0}含有损坏的数值（NaN），最先在 {2}；请重新获取模型。</translation>
    </message>
    <message>
        <source>The {0} of the model in {1} is a {2}, not a {3}.</source>
        <translation>{1} 中模型的{0}是 {2}，不是 {3}。</translation>
    </message>
    <message>
        <source>The {0} of the model in {1} {2} {3} weights, such as {4}; get the model again.</source>
        <translation>{1} 中模型的{0} {2} {3} 个权重，例如 {4}；请重新获取模型。</translation>
    </message>
    <message>
        <source>The {0} “{1}” {2}.</source>
        <translation>{0}“{1}”{2}。</translation>
    </message>
    <message>
        <source>There is a style “{0}” already; give “{1}” another name.</source>
        <translation>已有风格“{0}”；请给“{1}”换个名称。</translation>
    </message>
    <message>
        <source>There is a template “{0}” already; choose another name.</source>
        <translation>已有模板“{0}”；请换个名称。</translation>
    </message>
    <message>
        <source>There is already a cut at frame {0}.</source>
        <translation>第 {0} 帧已有切点。</translation>
    </message>
    <message>
        <source>There is no LoRA “{0}”; LoRAs at hand: {1}, or the path of a .safetensors file.</source>
        <translation>没有 LoRA“{0}”；可用的 LoRA：{1}，或 .safetensors 文件的路径。</translation>
    </message>
    <message>
        <source>There is no boundary between two cards at frame {0}.</source>
        <translation>第 {0} 帧没有两张卡片之间的边界。</translation>
    </message>
    <message>
        <source>There is no card at {0} to redraw; slow a range that has pictures.</source>
        <translation>{0} 没有可重绘的卡片；请放慢有画面的范围。</translation>
    </message>
    <message>
        <source>There is no card to cut at frame {0}.</source>
        <translation>第 {0} 帧没有可切分的卡片。</translation>
    </message>
    <message>
        <source>There is no card {0} on the board; {1}.</source>
        <translation>故事板上没有卡片 {0}；{1}。</translation>
    </message>
    <message>
        <source>There is no card “{0}” on the board.</source>
        <translation>故事板上没有卡片“{0}”。</translation>
    </message>
    <message>
        <source>There is no clip or card “{0}” in this film.</source>
        <translation>本影片中没有剪辑或卡片“{0}”。</translation>
    </message>
    <message>
        <source>There is no clip right before the one at {0} on {1}.</source>
        <translation>{1} 上 {0} 处的剪辑前面没有紧挨着的剪辑。</translation>
    </message>
    <message>
        <source>There is no clip right behind the one at {0} on {1}.</source>
        <translation>{1} 上 {0} 处的剪辑后面没有紧接的剪辑。</translation>
    </message>
    <message>
        <source>There is no clip “{0}” on the timeline.</source>
        <translation>时间线上没有剪辑“{0}”。</translation>
    </message>
    <message>
        <source>There is no cut between two clips at frame {0}; {1}.</source>
        <translation>第 {0} 帧没有两个剪辑之间的切点；{1}。</translation>
    </message>
    <message>
        <source>There is no encoder “{0}”; choose one of {1}.</source>
        <translation>没有编码器“{0}”；请选择 {1}。</translation>
    </message>
    <message>
        <source>There is no file {0}.</source>
        <translation>没有文件 {0}。</translation>
    </message>
    <message>
        <source>There is no film at {0}.</source>
        <translation>{0} 没有影片。</translation>
    </message>
    <message>
        <source>There is no footage “{0}” in this film.</source>
        <translation>本影片中没有素材“{0}”。</translation>
    </message>
    <message>
        <source>There is no format “{0}”; choose one of {1}.</source>
        <translation>没有格式“{0}”；请选择 {1}。</translation>
    </message>
    <message>
        <source>There is no free name for a take in {0}.</source>
        <translation>{0} 中没有可用的版本名称。</translation>
    </message>
    <message>
        <source>There is no language model “{0}”; at hand: {1}, or the path of a folder with its {2} and safetensors files.</source>
        <translation>没有语言模型“{0}”；可用的：{1}，或含有其 {2} 和 safetensors 文件的文件夹路径。</translation>
    </message>
    <message>
        <source>There is no marker “{0}” in this film.</source>
        <translation>本影片中没有标记“{0}”。</translation>
    </message>
    <message>
        <source>There is no model “{0}”; models at hand: {1}, or the path of a model folder.</source>
        <translation>没有模型“{0}”；可用的模型：{1}，或模型文件夹的路径。</translation>
    </message>
    <message>
        <source>There is no picture in {0} to begin a remix from; draw it first.</source>
        <translation>{0} 中没有可用来改绘的画面；请先绘制。</translation>
    </message>
    <message>
        <source>There is no preset “{0}”; choose one of {1}.</source>
        <translation>没有预设“{0}”；请选择 {1}。</translation>
    </message>
    <message>
        <source>There is no room left on the disk for {}; free some space or choose another place.</source>
        <translation>磁盘空间不足以写入 {}；请腾出空间或选择其他位置。</translation>
    </message>
    <message>
        <source>There is no room to unpack {0}; free some space and try again.</source>
        <translation>没有空间解压 {0}；请腾出空间后重试。</translation>
    </message>
    <message>
        <source>There is no shot in {0}.</source>
        <translation>{0} 中没有镜头。</translation>
    </message>
    <message>
        <source>There is no state {0} in the history; it has {1}.</source>
        <translation>历史中没有状态 {0}；共有 {1}。</translation>
    </message>
    <message>
        <source>There is no style “{0}”; styles at hand: {1}.</source>
        <translation>没有风格“{0}”；可用的风格：{1}。</translation>
    </message>
    <message>
        <source>There is no take “{0}” in {1}; tween show --json lists them.</source>
        <translation>{1} 中没有版本“{0}”；tween show --json 可列出。</translation>
    </message>
    <message>
        <source>There is no template “{0}”; templates at hand: {1}.</source>
        <translation>没有模板“{0}”；可用的模板：{1}。</translation>
    </message>
    <message>
        <source>There is no timeline in {0}.</source>
        <translation>{0} 中没有时间线。</translation>
    </message>
    <message>
        <source>There is no track “{0}” in this film.</source>
        <translation>本影片中没有轨道“{0}”。</translation>
    </message>
    <message>
        <source>There is no way to blend called “{0}”; choose {1}.</source>
        <translation>没有叫“{0}”的混合方式；请选择 {1}。</translation>
    </message>
    <message>
        <source>There is nothing to draw: the card&apos;s range is empty.</source>
        <translation>没有要绘制的：卡片的范围是空的。</translation>
    </message>
    <message>
        <source>There is nothing to lift in {0}.</source>
        <translation>{0} 中没有可取出的内容。</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation>没有可重做的操作。</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>没有可撤销的操作。</translation>
    </message>
    <message>
        <source>There is something called {0} already; choose another name or another place.</source>
        <translation>已有叫 {0} 的内容；请换个名称或位置。</translation>
    </message>
    <message>
        <source>This Tweenboard runs from a Python of your own; install what drawing needs there: pip install &apos;tweenboard[models]&apos;.</source>
        <translation>此 Tweenboard 在你自己的 Python 中运行；请在那里安装绘制所需的组件：pip install &apos;tweenboard[models]&apos;。</translation>
    </message>
    <message>
        <source>This film has no {0} track; add one first.</source>
        <translation>本影片没有{0}轨道；请先添加。</translation>
    </message>
    <message>
        <source>This machine cannot take part in the cluster at {0} ({1}); let it join with “ray start --address={2}”.</source>
        <translation>本机无法加入 {0} 处的集群（{1}）；请用“ray start --address={2}”加入。</translation>
    </message>
    <message>
        <source>This model needs {0} for {1}, and {2}; {3}.</source>
        <translation>此模型绘制 {1} 需要 {0}，而{2}；{3}。</translation>
    </message>
    <message>
        <source>Torch for AMD graphics is only there for Linux; choose the processor instead.</source>
        <translation>AMD 显卡的 Torch 仅支持 Linux；请改用处理器。</translation>
    </message>
    <message>
        <source>Track {0} cannot go to place {1}; places go from 0 to {2}.</source>
        <translation>轨道 {0} 不能移到位置 {1}；位置为 0 到 {2}。</translation>
    </message>
    <message>
        <source>Track {0} is locked; unlock it to change its clips.</source>
        <translation>轨道 {0} 已锁定；请解锁后再更改其剪辑。</translation>
    </message>
    <message>
        <source>Track {0} needs a name.</source>
        <translation>轨道 {0} 需要名称。</translation>
    </message>
    <message>
        <source>Tweenboard&apos;s list of models is damaged at {0}; reinstall the program.</source>
        <translation>Tweenboard 的模型列表在 {0} 处损坏；请重新安装程序。</translation>
    </message>
    <message>
        <source>Tweenboard&apos;s own file “{0}” is missing from {1}; reinstall the program.</source>
        <translation>{1} 缺少 Tweenboard 自己的文件“{0}”；请重新安装程序。</translation>
    </message>
    <message>
        <source>Two of these clips would lie over each other on {0}.</source>
        <translation>{0} 上有两个剪辑会重叠。</translation>
    </message>
    <message>
        <source>Two things share the {0} id “{1}”.</source>
        <translation>有两项共用 {0} 标识“{1}”。</translation>
    </message>
    <message>
        <source>WebP is written by quality; give a CRF instead of a bit rate.</source>
        <translation>WebP 按质量写出；请用 CRF 代替码率。</translation>
    </message>
    <message>
        <source>What is said was left out, {0} times: a shot is what is seen.</source>
        <translation>略去了 {0} 处对白：镜头只包含看得见的内容。</translation>
    </message>
    <message>
        <source>What it says of its title cannot be read.</source>
        <translation>其中的标题信息无法读取。</translation>
    </message>
    <message>
        <source>What it says of its title cannot be used; it is a plain picture.</source>
        <translation>其中的标题信息无法使用；它被当作普通图片。</translation>
    </message>
    <message>
        <source>What it says of its title is too long to be one.</source>
        <translation>其中的标题信息太长，不是标题。</translation>
    </message>
    <message>
        <source>What was painted is too small to move; paint more.</source>
        <translation>涂画的部分太小，无法移动；请多涂一些。</translation>
    </message>
    <message>
        <source>Words of cards and markers were cut to {0} signs.</source>
        <translation>卡片和标记的文字已截短到 {0} 个字符。</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>一个文件夹</translation>
    </message>
    <message>
        <source>about {0} GB of memory and {1}</source>
        <translation>约 {0} GB 内存，{1}</translation>
    </message>
    <message>
        <source>add “{0}”</source>
        <translation>加上“{0}”</translation>
    </message>
    <message>
        <source>another program is using it</source>
        <translation>另一个程序正在使用它</translation>
    </message>
    <message>
        <source>by blocks</source>
        <translation>逐块</translation>
    </message>
    <message>
        <source>file version {0}, this one writes {1}</source>
        <translation>文件版本 {0}，本程序写 {1}</translation>
    </message>
    <message>
        <source>in turn</source>
        <translation>依次</translation>
    </message>
    <message>
        <source>it is a backup of {0}; restore it to go on from it</source>
        <translation>它是 {0} 的备份；还原后可继续编辑</translation>
    </message>
    <message>
        <source>it is open in another program{0}; close it there to edit it here</source>
        <translation>它在另一个程序中打开{0}；请在那里关闭后再编辑</translation>
    </message>
    <message>
        <source>it may not be written</source>
        <translation>没有写入权限</translation>
    </message>
    <message>
        <source>it was made by a newer Tweenboard ({0}); update the program to edit it</source>
        <translation>它由更新版本的 Tweenboard 制作（{0}）；请更新程序后再编辑</translation>
    </message>
    <message>
        <source>its weights are kept in 8 bits</source>
        <translation>权重以 8 位保存</translation>
    </message>
    <message>
        <source>its weights are rounded to 8 bits</source>
        <translation>权重舍入为 8 位</translation>
    </message>
    <message>
        <source>its weights stay quantised as in its file</source>
        <translation>权重保持文件中的量化形式</translation>
    </message>
    <message>
        <source>not an ordinary file</source>
        <translation>不是普通文件</translation>
    </message>
    <message>
        <source>parts of the model wait in main memory</source>
        <translation>模型的一部分在内存中等候</translation>
    </message>
    <message>
        <source>pictures are decoded in tiles</source>
        <translation>画面分块解码</translation>
    </message>
    <message>
        <source>pip could not be started ({0}); reinstall the program.</source>
        <translation>无法启动 pip（{0}）；请重新安装程序。</translation>
    </message>
    <message>
        <source>pip could not find what drawing needs ({0}); look at the network or the mirror, then try again: nothing was changed.</source>
        <translation>pip 找不到绘制所需的组件（{0}）；请检查网络或镜像后重试：未作任何更改。</translation>
    </message>
    <message>
        <source>pip could not put the packages in their place ({0}); set up again.</source>
        <translation>pip 无法把软件包放到位（{0}）；请重新设置。</translation>
    </message>
    <message>
        <source>remove “{0}”</source>
        <translation>去掉“{0}”</translation>
    </message>
    <message>
        <source>replace “{0}” by “{1}”</source>
        <translation>把“{0}”换成“{1}”</translation>
    </message>
    <message>
        <source>the disk has a fault or is no longer there</source>
        <translation>磁盘有故障或已不在</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>the disk is full; make room and try again</source>
        <translation>磁盘已满；请腾出空间后重试</translation>
    </message>
    <message>
        <source>the file or its folder may not be opened</source>
        <translation>没有打开该文件或其文件夹的权限</translation>
    </message>
    <message>
        <source>the file or its folder may not be written</source>
        <translation>没有写入该文件或其文件夹的权限</translation>
    </message>
    <message>
        <source>the model goes through the graphics card block by block</source>
        <translation>模型逐块通过显卡</translation>
    </message>
    <message>
        <source>{0} Mbit/s is out of reach; use {1} to {2} Mbit/s.</source>
        <translation>{0} Mbit/s 超出范围；请用 {1} 到 {2} Mbit/s。</translation>
    </message>
    <message>
        <source>{0} already exists and was left as it is; choose another name.</source>
        <translation>{0} 已存在，保持原样；请换个名称。</translation>
    </message>
    <message>
        <source>{0} and {1} are not neighbours; choose the cards between them, too.</source>
        <translation>{0} 和 {1} 不相邻；请把中间的卡片也选上。</translation>
    </message>
    <message>
        <source>{0} and {1} are not neighbours; only two cards side by side can be merged.</source>
        <translation>{0} 和 {1} 不相邻；只能合并相邻的两张卡片。</translation>
    </message>
    <message>
        <source>{0} blends two clips, but there are not two in {1}; lay one over the other there, or take the card&apos;s influence curve away.</source>
        <translation>{0} 混合两个剪辑，但 {1} 没有两个；请把一个叠在另一个上面，或移除卡片的影响曲线。</translation>
    </message>
    <message>
        <source>{0} blends whole pictures; draw around them in another card, or not at all.</source>
        <translation>{0} 混合整个画面；请在另一张卡片补画四周，或不补画。</translation>
    </message>
    <message>
        <source>{0} blends whole pictures; take its regions away, or its influence curve.</source>
        <translation>{0} 混合整个画面；请移除其区域或影响曲线。</translation>
    </message>
    <message>
        <source>{0} came from {1} with another content than it is said to have, and was thrown away; try again, or use another mirror.</source>
        <translation>从 {1} 得到的 {0} 内容与所述不符，已丢弃；请重试，或换一个镜像。</translation>
    </message>
    <message>
        <source>{0} came with another content than it is said to have, and was thrown away; try again, or use another mirror.</source>
        <translation>{0} 的内容与声明的不符，已丢弃；请重试，或使用其他镜像。</translation>
    </message>
    <message>
        <source>{0} can no longer be read at frame {1}; check the file.</source>
        <translation>{0} 从第 {1} 帧起无法读取；请检查文件。</translation>
    </message>
    <message>
        <source>{0} can no longer be read; check the file.</source>
        <translation>{0} 已无法读取；请检查文件。</translation>
    </message>
    <message>
        <source>{0} cannot be drawn at scale {1}; it goes from {2} to 1 (full size).</source>
        <translation>{0} 不能按缩放 {1} 绘制；应为 {2} 到 1（全尺寸）。</translation>
    </message>
    <message>
        <source>{0} cannot be drawn in {1} steps; use 1 to 1000.</source>
        <translation>{0} 不能用 {1} 步绘制；请用 1 到 1000。</translation>
    </message>
    <message>
        <source>{0} cannot be drawn with a step cache in fused windows, which are others in every step; take TWEENBOARD_STEP_CACHE away, or choose carry.</source>
        <translation>{0} 不能在融合窗口中使用步骤缓存，因为每一步的窗口都不同；请去掉 TWEENBOARD_STEP_CACHE，或选择 carry。</translation>
    </message>
    <message>
        <source>{0} cannot be drawn with attention by {1} here ({2}).</source>
        <translation>{0} 在这里不能用 {1} 注意力绘制（{2}）。</translation>
    </message>
    <message>
        <source>{0} cannot be drawn with guidance {1}; use 1 (none) to 30, or the model&apos;s own.</source>
        <translation>{0}不能用引导强度 {1} 绘制；请用 1（无）到 30，或模型自己的数值。</translation>
    </message>
    <message>
        <source>{0} cannot be drawn with the step cache {1}; {2}.</source>
        <translation>{0} 不能用步缓存 {1} 绘制；{2}。</translation>
    </message>
    <message>
        <source>{0} cannot be reached ({1}).</source>
        <translation>无法连接 {0}（{1}）。</translation>
    </message>
    <message>
        <source>{0} cannot be read ({1}).</source>
        <translation>{0} 无法读取（{1}）。</translation>
    </message>
    <message>
        <source>{0} cannot be read ({1}); look after the disk.</source>
        <translation>无法读取 {0}（{1}）；请检查磁盘。</translation>
    </message>
    <message>
        <source>{0} cannot be read as JSON; get the model again.</source>
        <translation>{0} 无法作为 JSON 读取；请重新获取模型。</translation>
    </message>
    <message>
        <source>{0} cannot be read as a painted mask; save it as PNG.</source>
        <translation>{0} 无法作为遮罩读取；请存为 PNG。</translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}.</source>
        <translation>{0} 无法读取：{1}。</translation>
    </message>
    <message>
        <source>{0} cannot be recovered: its folder does not exist.</source>
        <translation>{0} 无法恢复：其文件夹不存在。</translation>
    </message>
    <message>
        <source>{0} cannot be refined at strength {1}; it goes from above 0 to 1.</source>
        <translation>{0} 不能按强度 {1} 精修；应大于 0 至 1。</translation>
    </message>
    <message>
        <source>{0} cannot be removed: {1}.</source>
        <translation>{0} 无法移除：{1}。</translation>
    </message>
    <message>
        <source>{0} cannot be understood; get or add the model again.</source>
        <translation>{0} 无法识别；请重新获取或添加模型。</translation>
    </message>
    <message>
        <source>{0} cannot be written ({1}); look after the disk.</source>
        <translation>无法写入 {0}（{1}）；请检查磁盘。</translation>
    </message>
    <message>
        <source>{0} cannot be written at {1} × {2}, {3} frames a second.</source>
        <translation>{0} 不能按 {1} × {2}、每秒 {3} 帧写出。</translation>
    </message>
    <message>
        <source>{0} cannot be written to {1}; end its name with {2}.</source>
        <translation>{0} 不能写到 {1}；文件名请以 {2} 结尾。</translation>
    </message>
    <message>
        <source>{0} cannot be {1} × {2}: {3} takes sides of {4} to {5} pixels.</source>
        <translation>{0} 不能是 {1} × {2}：{3} 的边长为 {4} 到 {5} 像素。</translation>
    </message>
    <message>
        <source>{0} cannot follow a reference by {1}; use 0 to 1.</source>
        <translation>{0} 不能按 {1} 遵循参考；请用 0 到 1。</translation>
    </message>
    <message>
        <source>{0} cannot follow reference pictures; choose a model that can, such as {1}.</source>
        <translation>{0} 不支持参考图片；请选择支持的模型，例如 {1}。</translation>
    </message>
    <message>
        <source>{0} cannot have seed {1}; seeds go from 0 to {2}.</source>
        <translation>{0} 不能用种子 {1}；种子为 0 到 {2}。</translation>
    </message>
    <message>
        <source>{0} cannot have strength {1}; it goes from 0 (keep) to 1 (draw anew).</source>
        <translation>{0} 不能用强度 {1}；应为 0（保留）到 1（重新绘制）。</translation>
    </message>
    <message>
        <source>{0} cannot hold it; end the name with “{1}”.</source>
        <translation>{0} 放不下它；名称请以“{1}”结尾。</translation>
    </message>
    <message>
        <source>{0} cannot stand in for {1}: one is {2}, the other {3}.</source>
        <translation>{0} 不能代替 {1}：一个是{2}，另一个是{3}。</translation>
    </message>
    <message>
        <source>{0} cannot stand in for {1}: {2}</source>
        <translation>{0} 不能替代 {1}：{2}</translation>
    </message>
    <message>
        <source>{0} cannot start from “{1}” at strength {2}.</source>
        <translation>{0} 不能以强度 {2} 从“{1}”开始。</translation>
    </message>
    <message>
        <source>{0} cannot use a LoRA by {1}; use -{2} to {3}.</source>
        <translation>{0} 不能按 {1} 使用 LoRA；请用 -{2} 到 {3}。</translation>
    </message>
    <message>
        <source>{0} changed while it was copied; try again.</source>
        <translation>{0} 在复制时有变化；请重试。</translation>
    </message>
    <message>
        <source>{0} claims a picture of {1} × {2}: too large to open; scale it down.</source>
        <translation>{0} 声称图片为 {1} × {2}：太大，无法打开；请缩小。</translation>
    </message>
    <message>
        <source>{0} claims a picture too large to open; scale it down.</source>
        <translation>{0} 声称的图片太大，无法打开；请缩小。</translation>
    </message>
    <message>
        <source>{0} claims {1} frames that take no time; it is damaged.</source>
        <translation>{0} 声称有 {1} 个不占时间的帧；它已损坏。</translation>
    </message>
    <message>
        <source>{0} claims {1} frames, too many for an animated picture; convert it to MP4.</source>
        <translation>{0} 声称有 {1} 帧，对动图太多；请转换为 MP4。</translation>
    </message>
    <message>
        <source>{0} claims {1} tracks; at most {2} can be opened.</source>
        <translation>{0} 声称有 {1} 条轨道；最多能打开 {2} 条。</translation>
    </message>
    <message>
        <source>{0} comes only {1} after {2}, too near to get from one to the other; leave {3} or more between them, or none.</source>
        <translation>{0} 在 {2} 之后仅 {1}，太近，来不及过渡；请留出 {3} 或更多，或不留。</translation>
    </message>
    <message>
        <source>{0} comes out of a clip that has not so many more frames.</source>
        <translation>{0}所叠化自的剪辑没有那么多剩余的帧。</translation>
    </message>
    <message>
        <source>{0} comes out of a clip that is not there.</source>
        <translation>{0}所叠化自的剪辑不存在。</translation>
    </message>
    <message>
        <source>{0} could not be given content credentials ({1}); export it without them, or in another format.</source>
        <translation>{0} 无法带上内容凭证（{1}）；请不带凭证导出，或用其他格式。</translation>
    </message>
    <message>
        <source>{0} could not be unpacked: {1}.</source>
        <translation>{0} 无法解压：{1}。</translation>
    </message>
    <message>
        <source>{0} could not be written ({1}).</source>
        <translation>{0} 无法写入（{1}）。</translation>
    </message>
    <message>
        <source>{0} could not be written completely; check the disk.</source>
        <translation>{0} 未能完整写入；请检查磁盘。</translation>
    </message>
    <message>
        <source>{0} could not be written: {1}.</source>
        <translation>{0} 无法写入：{1}。</translation>
    </message>
    <message>
        <source>{0} could not be {1}: {2}.</source>
        <translation>{0} 无法{1}：{2}。</translation>
    </message>
    <message>
        <source>{0} does not answer ({1}); look at the network, then go on with the same command: what was fetched is kept.</source>
        <translation>{0} 没有回应（{1}）；请检查网络，然后用同一命令继续：已获取的部分会保留。</translation>
    </message>
    <message>
        <source>{0} does not give {1} ({2}); look at the network, then set up again: what was fetched is kept.</source>
        <translation>{0} 没有提供 {1}（{2}）；请检查网络后重新设置：已获取的内容会保留。</translation>
    </message>
    <message>
        <source>{0} does not know {1}{2} of {3}: such words count for nothing.</source>
        <translation>{0} 不认识 {3} 中的 {1}{2}：这些词不起作用。</translation>
    </message>
    <message>
        <source>{0} does not say what to write; end its name with one of {1}.</source>
        <translation>{0} 没有说明写什么；名称请以 {1} 之一结尾。</translation>
    </message>
    <message>
        <source>{0} does not say which revision of {1} it has.</source>
        <translation>{0} 没有说明它有 {1} 的哪个修订版。</translation>
    </message>
    <message>
        <source>{0} draws only a part of its picture, and the rest is there at full size; draw it so.</source>
        <translation>{0} 只绘制画面的一部分，其余已是全尺寸；请直接绘制。</translation>
    </message>
    <message>
        <source>{0} draws with two experts, and the name of {1} does not say which of them it is; put high_noise or low_noise into its name.</source>
        <translation>{0} 用两个专家模型绘制，而 {1} 的名称没有说明是哪一个；请在名称中加入 high_noise 或 low_noise。</translation>
    </message>
    <message>
        <source>{0} exists already and is not empty; choose a new folder.</source>
        <translation>{0} 已存在且不为空；请选择新文件夹。</translation>
    </message>
    <message>
        <source>{0} exists already or does not end in .tween; choose another name.</source>
        <translation>{0} 已存在或不以 .tween 结尾；请换个名称。</translation>
    </message>
    <message>
        <source>{0} exists already; choose another name.</source>
        <translation>{0} 已存在；请换个名称。</translation>
    </message>
    <message>
        <source>{0} fades for less than no frame.</source>
        <translation>{0}的淡变少于零帧。</translation>
    </message>
    <message>
        <source>{0} fades for longer than it is.</source>
        <translation>{0}的淡变比它自己还长。</translation>
    </message>
    <message>
        <source>{0} failed to open twice and was set aside, untouched, as {1}; {2}.</source>
        <translation>{0} 两次打开失败，已原样搁置为 {1}；{2}。</translation>
    </message>
    <message>
        <source>{0} follows at most {1} reference pictures, not {2}; take some of them away.</source>
        <translation>{0} 最多遵循 {1} 张参考图片，不能是 {2} 张；请移除一些。</translation>
    </message>
    <message>
        <source>{0} follows no reference pictures, and the first frame of {1} has a picture already; choose a model that follows them, such as {2}.</source>
        <translation>{0} 不支持参考图片，而 {1} 的第一帧已有图片；请选择支持的模型，例如 {2}。</translation>
    </message>
    <message>
        <source>{0} follows no reference pictures, so “{1}” became the first frame of {2}; {3} follows them without a frame of their own.</source>
        <translation>{0} 不支持参考图片，所以“{1}”成为 {2} 的第一帧；{3} 支持，且不占一帧。</translation>
    </message>
    <message>
        <source>{0} frames are no card; choose at least one.</source>
        <translation>{0} 帧不成卡片；请至少选择一帧。</translation>
    </message>
    <message>
        <source>{0} frames are too few for the pictures; give the card more seconds.</source>
        <translation>{0} 帧放不下这些图片；请给卡片更多秒数。</translation>
    </message>
    <message>
        <source>{0} frames extend nothing; use at least 1.</source>
        <translation>{0} 帧没有延长；请至少用 1。</translation>
    </message>
    <message>
        <source>{0} goes on from {1}, and the built-in model draws flat animatics, not what a camera sees; for footage get a larger model (Models…).</source>
        <translation>{0}接着 {1} 往下画，而内置模型画的是平面动态分镜，不是摄像机看到的画面；要接实拍素材，请选用更大的模型（模型…）。</translation>
    </message>
    <message>
        <source>{0} has a framed clip below it, and is drawn around whole pictures only; reset the clip&apos;s framing, or redraw the card.</source>
        <translation>{0} 下面有一个带构图的剪辑，而它只能在完整画面的周围绘制；请重置该剪辑的构图，或重绘这张卡片。</translation>
    </message>
    <message>
        <source>{0} has a picture track that cannot be decoded; convert it to MP4.</source>
        <translation>{0} 有无法解码的画面轨道；请转换为 MP4。</translation>
    </message>
    <message>
        <source>{0} has a region to redraw, but nothing lies below it in {1}; put footage there or take the region away.</source>
        <translation>{0} 有要重绘的区域，但 {1} 下面没有内容；请放入素材或移除区域。</translation>
    </message>
    <message>
        <source>{0} has changed while it was read; try again.</source>
        <translation>{0} 在读取时有变化；请重试。</translation>
    </message>
    <message>
        <source>{0} has neither words nor footage, so there is nothing to draw in a style.</source>
        <translation>{0} 既没有描述也没有素材，没有可按风格绘制的内容。</translation>
    </message>
    <message>
        <source>{0} has no LoRA “{1}”.</source>
        <translation>{0} 没有 LoRA“{1}”。</translation>
    </message>
    <message>
        <source>{0} has no frame {1} for it; a keyframe goes from 0 to {2}.</source>
        <translation>{0} 没有第 {1} 帧可用；关键帧为 0 到 {2}。</translation>
    </message>
    <message>
        <source>{0} has no frame {1}; its frames are 0 to {2}.</source>
        <translation>{0} 没有第 {1} 帧；它的帧为 0 到 {2}。</translation>
    </message>
    <message>
        <source>{0} has no frame {1}; its last is {2}.</source>
        <translation>{0} 没有第 {1} 帧；最后一帧是 {2}。</translation>
    </message>
    <message>
        <source>{0} has no frames {1}; a region lies in 0–{2}.</source>
        <translation>{0} 没有帧 {1}；区域在 0–{2}。</translation>
    </message>
    <message>
        <source>{0} has no keyframe at its frame {1}.</source>
        <translation>{0} 在第 {1} 帧没有关键帧。</translation>
    </message>
    <message>
        <source>{0} has no more frames there; it is {1} frames long.</source>
        <translation>{0} 在那里没有更多帧；它长 {1} 帧。</translation>
    </message>
    <message>
        <source>{0} has no picture to draw around; put footage there.</source>
        <translation>{0} 没有可补画四周的画面；请放入素材。</translation>
    </message>
    <message>
        <source>{0} has no picture whose colours could be corrected.</source>
        <translation>{0}没有可以校正颜色的画面。</translation>
    </message>
    <message>
        <source>{0} has no prompt yet, so its pictures are not drawn between.</source>
        <translation>{0} 还没有提示词，所以不绘制图片之间的画面。</translation>
    </message>
    <message>
        <source>{0} has no prompt; describe what happens there first.</source>
        <translation>{0} 没有提示词；请先描述发生什么。</translation>
    </message>
    <message>
        <source>{0} has no region {1}; it has {2}.</source>
        <translation>{0} 没有区域 {1}；它有 {2}。</translation>
    </message>
    <message>
        <source>{0} has no speed “{1}”; choose one of {2}.</source>
        <translation>{0} 没有速度“{1}”；请选择 {2}。</translation>
    </message>
    <message>
        <source>{0} has no style to take away.</source>
        <translation>{0} 没有可移除的风格。</translation>
    </message>
    <message>
        <source>{0} has no such reference.</source>
        <translation>{0} 没有这样的参考。</translation>
    </message>
    <message>
        <source>{0} has no such revision of {1}.</source>
        <translation>{0} 没有 {1} 的这个修订版。</translation>
    </message>
    <message>
        <source>{0} has no {1} frames at the film&apos;s rate; blend fewer.</source>
        <translation>{0} 按影片帧率没有 {1} 帧；请少混合一些。</translation>
    </message>
    <message>
        <source>{0} has no {1}; its layout is another than it should be.</source>
        <translation>{0} 没有 {1}；其布局与应有的不同。</translation>
    </message>
    <message>
        <source>{0} has no {1}; look at its name.</source>
        <translation>{0} 没有 {1}；请检查名称。</translation>
    </message>
    <message>
        <source>{0} has nothing to draw around its picture, which fills the film&apos;s.</source>
        <translation>{0} 的画面已填满影片，四周没有可画之处。</translation>
    </message>
    <message>
        <source>{0} has nothing to draw in the style “{1}”; it needs words or footage, and no lock.</source>
        <translation>{0} 没有可按风格“{1}”绘制的内容；需要描述或素材，且未锁定。</translation>
    </message>
    <message>
        <source>{0} has one frame, so it cannot end in another picture.</source>
        <translation>{0} 只有一帧，不能以另一张图片结束。</translation>
    </message>
    <message>
        <source>{0} has the id of other footage; import it again.</source>
        <translation>{0} 用了其他素材的标识；请重新导入。</translation>
    </message>
    <message>
        <source>{0} has too few frames for {1} pictures; make it longer.</source>
        <translation>{0} 的帧数放不下 {1} 张图片；请加长。</translation>
    </message>
    <message>
        <source>{0} has {1} MiB free and the film needs {2}; choose another disk or make room.</source>
        <translation>{0} 剩余 {1} MiB，影片需要 {2}；请选择其他磁盘或腾出空间。</translation>
    </message>
    <message>
        <source>{0} has {1} frames, too few for a keyframe of {2}.</source>
        <translation>{0} 有 {1} 帧，不足以放 {2} 的关键帧。</translation>
    </message>
    <message>
        <source>{0} has {1} frames; frames {2} are not in it.</source>
        <translation>{0} 有 {1} 帧；帧 {2} 不在其中。</translation>
    </message>
    <message>
        <source>{0} holds a value of the wrong kind.</source>
        <translation>{0} 含有类型不对的值。</translation>
    </message>
    <message>
        <source>{0} holds broken numbers (NaN), first in {1}; get it again.</source>
        <translation>{0} 含有损坏的数值（NaN），首先出现在 {1}；请重新获取。</translation>
    </message>
    <message>
        <source>{0} holds more than {1} frames; cut it into parts first.</source>
        <translation>{0} 超过 {1} 帧；请先切成几段。</translation>
    </message>
    <message>
        <source>{0} holds neither picture nor sound that can be read here.</source>
        <translation>{0} 没有这里能读取的画面或声音。</translation>
    </message>
    <message>
        <source>{0} holds no JSON object; get the model again.</source>
        <translation>{0} 不含 JSON 对象；请重新获取模型。</translation>
    </message>
    <message>
        <source>{0} holds no certificates; give the authority.pem of someone you trust.</source>
        <translation>{0} 不含证书；请给出你信任的人的 authority.pem。</translation>
    </message>
    <message>
        <source>{0} holds no picture to recover.</source>
        <translation>{0} 没有可恢复的画面。</translation>
    </message>
    <message>
        <source>{0} holds no picture.</source>
        <translation>{0} 没有画面。</translation>
    </message>
    <message>
        <source>{0} holds no transformer that Tweenboard recognises; it reads single files of LTX-Video, LTX-2, Wan, Wan VACE and SkyReels-V2.</source>
        <translation>{0} 中没有 Tweenboard 能识别的 transformer；它可读取 LTX-Video、LTX-2、Wan、Wan VACE 和 SkyReels-V2 的单文件模型。</translation>
    </message>
    <message>
        <source>{0} holds no whole second of film to recover.</source>
        <translation>{0} 没有可恢复的完整一秒影片。</translation>
    </message>
    <message>
        <source>{0} holds only a transformer ({1}); get or add a whole model of the same kind and size first, whose text encoder it can use.</source>
        <translation>{0} 只含 transformer（{1}）；请先获取或添加同类同尺寸的完整模型，以使用其文本编码器。</translation>
    </message>
    <message>
        <source>{0} holds other files than exported pictures; choose another folder.</source>
        <translation>{0} 含有导出图片以外的文件；请选择其他文件夹。</translation>
    </message>
    <message>
        <source>{0} holds other things; choose an empty folder.</source>
        <translation>{0} 中有其他内容；请选择空文件夹。</translation>
    </message>
    <message>
        <source>{0} holds sound but no picture; choose a video.</source>
        <translation>{0} 有声音但没有画面；请选择视频。</translation>
    </message>
    <message>
        <source>{0} holds {1} timelines; only the first was read.</source>
        <translation>{0} 含有 {1} 条时间线；只读取了第一条。</translation>
    </message>
    <message>
        <source>{0} in the film&apos;s folder has changed; delete it and try again.</source>
        <translation>影片文件夹里的 {0} 改变了；请删除它再试一次。</translation>
    </message>
    <message>
        <source>{0} is a LoRA, not a model; use: tween loras add.</source>
        <translation>{0} 是 LoRA，不是模型；请用：tween loras add。</translation>
    </message>
    <message>
        <source>{0} is a damaged picture, or of a kind that cannot be read here; save it as PNG.</source>
        <translation>{0} 是损坏的图片，或这里无法读取的类型；请存为 PNG。</translation>
    </message>
    <message>
        <source>{0} is a folder; choose a file name.</source>
        <translation>{0} 是文件夹；请指定文件名。</translation>
    </message>
    <message>
        <source>{0} is a folder; choose a file.</source>
        <translation>{0} 是文件夹；请选择文件。</translation>
    </message>
    <message>
        <source>{0} is a folder; choose the .tween file.</source>
        <translation>{0} 是文件夹；请选择 .tween 文件。</translation>
    </message>
    <message>
        <source>{0} is a {1}, which Tweenboard cannot draw with; it knows {2}.</source>
        <translation>{0} 是 {1}，Tweenboard 无法用它绘制；可用的有 {2}。</translation>
    </message>
    <message>
        <source>{0} is among the models already.</source>
        <translation>{0} 已在模型之中。</translation>
    </message>
    <message>
        <source>{0} is an HEIC photo, which needs pillow-heif; install it with: pip install pillow-heif.</source>
        <translation>{0} 是 HEIC 照片，需要 pillow-heif；请用此命令安装：pip install pillow-heif。</translation>
    </message>
    <message>
        <source>{0} is being given this model by another program already.</source>
        <translation>另一个程序正在为 {0} 添加此模型。</translation>
    </message>
    <message>
        <source>{0} is cut short or damaged and cannot be opened; copy or record it again.</source>
        <translation>{0} 被截断或损坏，无法打开；请重新复制或录制。</translation>
    </message>
    <message>
        <source>{0} is cut short or damaged: its index is missing; copy or record it again.</source>
        <translation>{0} 被截断或损坏：缺少索引；请重新复制或录制。</translation>
    </message>
    <message>
        <source>{0} is damaged and was left as it is; open a copy from a backup.</source>
        <translation>{0} 已损坏，已保持原样；请从备份打开一份副本。</translation>
    </message>
    <message>
        <source>{0} is damaged or cut short; copy or save it again.</source>
        <translation>{0} 损坏或被截断；请重新复制或保存。</translation>
    </message>
    <message>
        <source>{0} is damaged, or no OpenTimelineIO file.</source>
        <translation>{0} 已损坏，或不是 OpenTimelineIO 文件。</translation>
    </message>
    <message>
        <source>{0} is damaged, or no packed OpenTimelineIO file.</source>
        <translation>{0} 已损坏，或不是打包的 OpenTimelineIO 文件。</translation>
    </message>
    <message>
        <source>{0} is drawn after {1} and goes on from it: {2}.</source>
        <translation>{0} 在 {1} 之后绘制并接续它：{2}。</translation>
    </message>
    <message>
        <source>{0} is drawn without “{1}”, which is not in the film any more.</source>
        <translation>{0} 绘制时不用“{1}”，它已不在影片中。</translation>
    </message>
    <message>
        <source>{0} is empty (0 bytes); copy or record it again.</source>
        <translation>{0} 是空的（0 字节）；请重新复制或录制。</translation>
    </message>
    <message>
        <source>{0} is footage of this film; choose another name to export to.</source>
        <translation>{0} 是本影片的素材；请另选导出名称。</translation>
    </message>
    <message>
        <source>{0} is in the way; move, resize or remove it first.</source>
        <translation>{0} 挡住了；请先移动、缩短或移除它。</translation>
    </message>
    <message>
        <source>{0} is larger than {1} MiB; split it into several files.</source>
        <translation>{0} 大于 {1} MiB；请拆成几个文件。</translation>
    </message>
    <message>
        <source>{0} is locked and keeps its look.</source>
        <translation>{0} 已锁定，保持原有外观。</translation>
    </message>
    <message>
        <source>{0} is locked and stays as it is.</source>
        <translation>{0} 已锁定，保持原样。</translation>
    </message>
    <message>
        <source>{0} is locked, and keeps what was drawn for the old format.</source>
        <translation>{0} 已锁定，保留按旧画幅绘制的内容。</translation>
    </message>
    <message>
        <source>{0} is locked; unlock it to change it.</source>
        <translation>{0} 已锁定；请解锁后再更改。</translation>
    </message>
    <message>
        <source>{0} is locked; unlock it to draw it.</source>
        <translation>{0} 已锁定；请解锁后再绘制。</translation>
    </message>
    <message>
        <source>{0} is long for one description: {1} ({2} s) without a picture, of which the model draws {3} at a time; it will invent the rest unless you put another card or a picture in between.</source>
        <translation>{0} 只有一段描述，显得太长：{1}（{2} 秒）没有图片，模型一次绘制 {3}；其余由它自行想象，除非在中间加入卡片或图片。</translation>
    </message>
    <message>
        <source>{0} is no GGUF file, or a damaged one; get it again.</source>
        <translation>{0} 不是 GGUF 文件，或已损坏；请重新获取。</translation>
    </message>
    <message>
        <source>{0} is no LoRA that Tweenboard can read: it holds {1}.</source>
        <translation>{0} 不是 Tweenboard 能读取的 LoRA：它含有 {1}。</translation>
    </message>
    <message>
        <source>{0} is no LoRA: it has no low-rank pairs; is it a model? Use: tween models add.</source>
        <translation>{0} 不是 LoRA：没有低秩对；它是模型吗？请用：tween models add。</translation>
    </message>
    <message>
        <source>{0} is no backup; choose a file from a folder NAME.backups.</source>
        <translation>{0} 不是备份；请从“名称.backups”文件夹选择文件。</translation>
    </message>
    <message>
        <source>{0} is no look-up table that can be used: {1}.</source>
        <translation>{0} 不是可以使用的查找表：{1}。</translation>
    </message>
    <message>
        <source>{0} is no safetensors file, or a damaged one; get it again.</source>
        <translation>{0} 不是 safetensors 文件，或已损坏；请重新获取。</translation>
    </message>
    <message>
        <source>{0} is no style ({1}); ask for the file again.</source>
        <translation>{0} 不是风格（{1}）；请重新索取文件。</translation>
    </message>
    <message>
        <source>{0} is no style ({1}); mend or remove it.</source>
        <translation>{0} 不是风格（{1}）；请修正或移除。</translation>
    </message>
    <message>
        <source>{0} is no unfinished export.</source>
        <translation>{0} 不是未完成的导出。</translation>
    </message>
    <message>
        <source>{0} is no video; choose a clip of footage.</source>
        <translation>{0} 不是视频；请选择素材片段。</translation>
    </message>
    <message>
        <source>{0} is not UTF-8 text; save it as UTF-8 and try again.</source>
        <translation>{0} 不是 UTF-8 文本；请存为 UTF-8 后重试。</translation>
    </message>
    <message>
        <source>{0} is not a Tweenboard film.</source>
        <translation>{0} 不是 Tweenboard 影片。</translation>
    </message>
    <message>
        <source>{0} is not a file name; choose a video, picture or sound file.</source>
        <translation>{0} 不是文件名；请选择视频、图片或声音文件。</translation>
    </message>
    <message>
        <source>{0} is not a model folder: it has no {1}.</source>
        <translation>{0} 不是模型文件夹：没有 {1}。</translation>
    </message>
    <message>
        <source>{0} is not a proxy of {1}.</source>
        <translation>{0} 不是 {1} 的代理。</translation>
    </message>
    <message>
        <source>{0} is not a text file; choose a script in CSV, Markdown or plain text.</source>
        <translation>{0} 不是文本文件；请选择 CSV、Markdown 或纯文本的脚本。</translation>
    </message>
    <message>
        <source>{0} is not a video, picture or sound that can be read here; convert it to MP4.</source>
        <translation>{0} 不是这里能读取的视频、图片或声音；请转换为 MP4。</translation>
    </message>
    <message>
        <source>{0} is not drawn yet, so there is nothing in it to slow down; draw it first, or take its prompt away.</source>
        <translation>{0} 还没有绘制，没有可放慢的内容；请先绘制，或去掉其提示词。</translation>
    </message>
    <message>
        <source>{0} is not encoded by {1}; leave the encoder out.</source>
        <translation>{0} 不由 {1} 编码；请不要指定编码器。</translation>
    </message>
    <message>
        <source>{0} is not in diffusers&apos; layout: it has no {1}; look for an edition of it whose name ends in Diffusers, or fetch the single file yourself and add it.</source>
        <translation>{0} 不是 diffusers 布局：没有 {1}；请找名称以 Diffusers 结尾的版次，或自行下载单文件后添加。</translation>
    </message>
    <message>
        <source>{0} is not of the kind of {1}: their transformers differ in shape.</source>
        <translation>{0} 与 {1} 不是一类：两者的 transformer 形状不同。</translation>
    </message>
    <message>
        <source>{0} is not the file that {1} was.</source>
        <translation>{0} 不是原来的 {1}。</translation>
    </message>
    <message>
        <source>{0} is not to be had as a wheel ({1}); use another index.</source>
        <translation>{0} 没有可用的 wheel 包（{1}）；请改用其他索引。</translation>
    </message>
    <message>
        <source>{0} is not whole.</source>
        <translation>{0} 不完整。</translation>
    </message>
    <message>
        <source>{0} is not whole: its end is missing; get it again.</source>
        <translation>{0} 不完整：缺少结尾；请重新获取。</translation>
    </message>
    <message>
        <source>{0} is not {1} × {2} as the pictures before it; bring in pictures of one size.</source>
        <translation>{0} 不像前面的图片那样是 {1} × {2}；请导入同一尺寸的图片。</translation>
    </message>
    <message>
        <source>{0} is only given to those who accepted its terms on its page; do so there, then set HF_TOKEN to your token.</source>
        <translation>{0} 只提供给在其页面接受条款的人；请先接受，再把 HF_TOKEN 设为你的令牌。</translation>
    </message>
    <message>
        <source>{0} is open for reading only ({1}); nothing was changed.</source>
        <translation>{0} 以只读方式打开（{1}）；没有任何更改。</translation>
    </message>
    <message>
        <source>{0} is open for reading only; nothing was changed.</source>
        <translation>{0} 以只读方式打开；没有任何更改。</translation>
    </message>
    <message>
        <source>{0} is open in another program{1}; close it there first.</source>
        <translation>{0} 已在其他程序中打开{1}；请先在那里关闭。</translation>
    </message>
    <message>
        <source>{0} is packed in a way that cannot be unpacked here (GGML&apos;s kind {1}); get another edition of it, such as Q8_0 or Q4_K.</source>
        <translation>{0} 的打包方式在此无法解开（GGML 类型 {1}）；请获取其他版本，例如 Q8_0 或 Q4_K。</translation>
    </message>
    <message>
        <source>{0} is quantised ({1}), which Tweenboard does not read; use its unquantised edition, or a GGUF file of it.</source>
        <translation>{0} 经过量化（{1}），Tweenboard 无法读取；请使用未量化的版本，或它的 GGUF 文件。</translation>
    </message>
    <message>
        <source>{0} is shown each window&apos;s mask, so windows cannot be fused; choose carry.</source>
        <translation>{0} 需要每个窗口的遮罩，窗口不能融合；请选择 carry。</translation>
    </message>
    <message>
        <source>{0} is sound; {1} needs an image or a video as {2}.</source>
        <translation>{0} 是声音；{1} 需要图片或视频作为{2}。</translation>
    </message>
    <message>
        <source>{0} is to be a folder of pictures; give it a name without “{1}”.</source>
        <translation>{0} 应是图片文件夹；名称请不要带“{1}”。</translation>
    </message>
    <message>
        <source>{0} is too large for a look-up table; it may have {1} MiB.</source>
        <translation>{0} 作为查找表太大；最多可以有 {1} MiB。</translation>
    </message>
    <message>
        <source>{0} is too long for a template; an hour is the most.</source>
        <translation>{0} 对模板太长；最多一小时。</translation>
    </message>
    <message>
        <source>{0} is too short to be seen: {1} flash by like a cut; give it {2} or more.</source>
        <translation>{0} 太短，看不清：{1} 会像硬切一样闪过；请给它 {2} 或更多。</translation>
    </message>
    <message>
        <source>{0} is used as a plain picture: {1}</source>
        <translation>{0} 被当作普通图片使用：{1}</translation>
    </message>
    <message>
        <source>{0} is used in the film; take it from there before it leaves the library.</source>
        <translation>{0} 用在影片中；请先从影片移除，再移出媒体库。</translation>
    </message>
    <message>
        <source>{0} is {1}; choose a video, picture or sound file.</source>
        <translation>{0} 是{1}；请选择视频、图片或声音文件。</translation>
    </message>
    <message>
        <source>{0} is {1}; it cannot lie on {2}, a {3} track.</source>
        <translation>{0} 是{1}；不能放在{3}轨道 {2} 上。</translation>
    </message>
    <message>
        <source>{0} is {1}×{2}, another shape than the film&apos;s {3}×{4}; paint it over a picture of the film.</source>
        <translation>{0} 是 {1}×{2}，比例与影片的 {3}×{4} 不同；请在影片的画面上涂画。</translation>
    </message>
    <message>
        <source>{0} is “{1}”; fill in another.</source>
        <translation>{0} 为“{1}”；请另填。</translation>
    </message>
    <message>
        <source>{0} is “{1}”; give the absolute path of a program.</source>
        <translation>{0} 为“{1}”；请给出程序的绝对路径。</translation>
    </message>
    <message>
        <source>{0} is “{1}”; say 1 or 0.</source>
        <translation>{0} 为“{1}”；请写 1 或 0。</translation>
    </message>
    <message>
        <source>{0} leaves nothing open; it stays as it is.</source>
        <translation>{0} 没有留空；保持原样。</translation>
    </message>
    <message>
        <source>{0} lies on the network; download it first and choose that file.</source>
        <translation>{0} 在网络上；请先下载，再选择那个文件。</translation>
    </message>
    <message>
        <source>{0} lies over the clips in {1} with a wish or a lock of its own; clear it, or split it outside the blend, first.</source>
        <translation>{0} 盖在 {1} 的剪辑之上，有自己的提示词或锁定；请先清除，或在混合之外分割它。</translation>
    </message>
    <message>
        <source>{0} may not be read by this user; change its permissions.</source>
        <translation>当前用户无权读取 {0}；请更改其权限。</translation>
    </message>
    <message>
        <source>{0} more {1} left out.</source>
        <translation>另有 {0} 个{1}已略去。</translation>
    </message>
    <message>
        <source>{0} needs even sizes: {1} × {2} was padded to {3} × {4}.</source>
        <translation>{0} 需要偶数尺寸：{1} × {2} 已补成 {3} × {4}。</translation>
    </message>
    <message>
        <source>{0} needs no proxy: it has no picture, or a transparent one.</source>
        <translation>{0} 不需要代理：没有画面，或画面透明。</translation>
    </message>
    <message>
        <source>{0} needs the encoder {1}, which this build of FFmpeg lacks; choose another format or encoder.</source>
        <translation>{0} 需要编码器 {1}，此 FFmpeg 没有；请选择其他格式或编码器。</translation>
    </message>
    <message>
        <source>{0} needs the name of a LoRA.</source>
        <translation>{0} 需要 LoRA 的名称。</translation>
    </message>
    <message>
        <source>{0} needs the name of a {1}, or none.</source>
        <translation>{0} 需要{1}的名称，或不填。</translation>
    </message>
    <message>
        <source>{0} needs {1} GB on the disk of {2}, which has {3} GB free; free some, or choose another place with --to.</source>
        <translation>{0} 在 {2} 的磁盘上需要 {1} GB，剩余 {3} GB；请腾出空间，或用 --to 选择其他位置。</translation>
    </message>
    <message>
        <source>{0} needs {1} more on the disk of {2}, which has {3} free; free some, or choose another place with --to.</source>
        <translation>{0} 在 {2} 的磁盘上还需要 {1}，剩余 {3}；请腾出空间，或用 --to 选择其他位置。</translation>
    </message>
    <message>
        <source>{0} of the model {1} {2}; {3}.</source>
        <translation>模型 {1} 的 {0} {2}；{3}。</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>{0} of {1} frames were copied as they are; {2} were encoded.</source>
        <translation>{1} 帧中有 {0} 帧原样复制；{2} 帧重新编码。</translation>
    </message>
    <message>
        <source>{0} of {1} kept frames differ from their source, first frame {2}.</source>
        <translation>{1} 帧保留画面中有 {0} 帧与来源不同，首帧为 {2}。</translation>
    </message>
    <message>
        <source>{0} opened for reading only: {1}.</source>
        <translation>{0} 以只读方式打开：{1}。</translation>
    </message>
    <message>
        <source>{0} press Generate to try again.</source>
        <translation>{0} 请按“生成”重试。</translation>
    </message>
    <message>
        <source>{0} refused {1} (HTTP {2}); try again later.</source>
        <translation>{0} 拒绝了 {1}（HTTP {2}）；请稍后重试。</translation>
    </message>
    <message>
        <source>{0} says itself what it shows, and is drawn anew as a whole.</source>
        <translation>{0} 自己写明了画面内容，整体重新绘制。</translation>
    </message>
    <message>
        <source>{0} says more than {1} reads: {2}{3} tokens of {4}; what comes last is not seen, so shorten it.</source>
        <translation>{0} 超出 {1} 能读取的长度：{2}{3} 个词元，上限 {4}；末尾不会被看到，请缩短。</translation>
    </message>
    <message>
        <source>{0} sent the request for {1} on to {2}, which is no {3} address; it was not followed.</source>
        <translation>{0} 把 {1} 的请求转到 {2}，那不是 {3} 地址；没有跟随。</translation>
    </message>
    <message>
        <source>{0} starts from the take {1}, which is not there any more; draw a new draft of it (tween draft), or draw it from nothing.</source>
        <translation>{0} 从版本 {1} 开始，它已不在；请绘制新的草稿（tween draft），或从零绘制。</translation>
    </message>
    <message>
        <source>{0} steps draw nothing; use at least 1.</source>
        <translation>{0} 步不会绘制任何内容；请至少用 1。</translation>
    </message>
    <message>
        <source>{0} takes no LoRAs; choose a model that does, such as {1}.</source>
        <translation>{0} 不支持 LoRA；请选择支持的模型，例如 {1}。</translation>
    </message>
    <message>
        <source>{0} the card goes on by itself.</source>
        <translation>{0} 卡片会自动继续。</translation>
    </message>
    <message>
        <source>{0} uses a video codec that is not supported; convert it to H.264.</source>
        <translation>{0} 使用不支持的视频编码；请转换为 H.264。</translation>
    </message>
    <message>
        <source>{0} was made by a newer Tweenboard (file version {1}, this one reads {2}); update the program to open it.</source>
        <translation>{0} 由较新的 Tweenboard 制作（文件版本 {1}，本程序读取 {2}）；请更新程序后打开。</translation>
    </message>
    <message>
        <source>{0} was not found; check whether it was moved or renamed.</source>
        <translation>找不到 {0}；请检查是否已移动或改名。</translation>
    </message>
    <message>
        <source>{0} was not got from a hub, so nothing can be fetched for it; add it again.</source>
        <translation>{0} 不是从模型库获取的，无法为它获取内容；请重新添加。</translation>
    </message>
    <message>
        <source>{0} was not put there by Tweenboard, which removes only what it put somewhere itself; delete it yourself if you want to.</source>
        <translation>{0} 不是 Tweenboard 放在那里的，它只移除自己放置的内容；如有需要请自行删除。</translation>
    </message>
    <message>
        <source>{0} was not there before.</source>
        <translation>{0} 之前不在。</translation>
    </message>
    <message>
        <source>{0} was not written: the film has no sound.</source>
        <translation>{0} 没有写出：影片没有声音。</translation>
    </message>
    <message>
        <source>{0} was not written: there are no frames in it.</source>
        <translation>{0} 没有写出：其中没有帧。</translation>
    </message>
    <message>
        <source>{0} was written by a newer Tweenboard; only its tracks were read.</source>
        <translation>{0} 由较新的 Tweenboard 写出；只读取了轨道。</translation>
    </message>
    <message>
        <source>{0} was written for a newer OpenTimelineIO than {1}; save it there for an older version.</source>
        <translation>{0} 是为比 {1} 更新的 OpenTimelineIO 写的；请在那里存为较旧的版本。</translation>
    </message>
    <message>
        <source>{0} would be longer than {1} s, and {2} is for short loops; choose a shorter range, or H.264.</source>
        <translation>{0} 会超过 {1} 秒，而 {2} 适合短循环；请选择较短的范围，或 H.264。</translation>
    </message>
    <message>
        <source>{0} would become one card; merge them or empty all but one first.</source>
        <translation>{0} 会变成一张卡片；请先合并，或只留一张有内容。</translation>
    </message>
    <message>
        <source>{0} would have {1} reference pictures, and {2} follows at most {3}; leave some out.</source>
        <translation>{0} 会有 {1} 张参考图片，而 {2} 最多遵循 {3} 张；请去掉一些。</translation>
    </message>
    <message>
        <source>{0} {1}.</source>
        <translation>{0} {1}。</translation>
    </message>
    <message>
        <source>{0}, a sheet of the model&apos;s picture book, cannot be read.</source>
        <translation>{0} 是模型图册的一页，无法读取。</translation>
    </message>
    <message>
        <source>{0}it would be lost if the program ended.</source>
        <translation>{0}程序若结束，它会丢失。</translation>
    </message>
    <message>
        <source>{0}the look-up table {1} is gone or has changed; put it back.</source>
        <translation>{0}查找表 {1} 不见了或已改变；请把它放回去。</translation>
    </message>
    <message>
        <source>{0}the take {1} that it goes on from is not there any more.</source>
        <translation>{0}它所接续的版本 {1} 已不在。</translation>
    </message>
    <message>
        <source>{0}{1} has changed since then; put back the file that it was.</source>
        <translation>{0}{1} 之后有变化；请放回原来的文件。</translation>
    </message>
    <message>
        <source>{0}{1} is not there any more; put it back, or find it with: tween relink.</source>
        <translation>{0}{1} 已不在；请放回，或用 tween relink 查找。</translation>
    </message>
    <message>
        <source>{} OpenCV, which is not installed; install the program with its extra “models” or “vision”.</source>
        <translation>{} OpenCV，尚未安装；请安装带“models”或“vision”选项的程序。</translation>
    </message>
    <message>
        <source>{} already exists and was left as it is; choose another name or allow replacing it.</source>
        <translation>{} 已存在，保持原样；请换个名称或允许替换。</translation>
    </message>
    <message>
        <source>{} cannot be written: its folder does not exist; create it or choose another place.</source>
        <translation>{} 无法写入：其文件夹不存在；请创建或选择其他位置。</translation>
    </message>
    <message>
        <source>{} cannot be written: the disk is read-only; choose another place.</source>
        <translation>{} 无法写入：磁盘是只读的；请选择其他位置。</translation>
    </message>
    <message>
        <source>{} cannot be written: the name is too long; choose a shorter one.</source>
        <translation>{} 无法写入：名称太长；请用较短的名称。</translation>
    </message>
    <message>
        <source>{} cannot be written: this user may not write to its folder; choose another place.</source>
        <translation>{} 无法写入：当前用户无权写入其文件夹；请选择其他位置。</translation>
    </message>
    <message>
        <source>{} grew larger than this disk or account allows; choose another place.</source>
        <translation>{} 超出此磁盘或账户允许的大小；请选择其他位置。</translation>
    </message>
    <message>
        <source>“{0}” asks for more frames than {1} has; it was made shorter.</source>
        <translation>“{0}”需要的帧多于 {1}；已缩短。</translation>
    </message>
    <message>
        <source>“{0}” belongs to Tweenboard and stays; only your own styles are removed.</source>
        <translation>“{0}”属于 Tweenboard，会保留；只能移除你自己的风格。</translation>
    </message>
    <message>
        <source>“{0}” can be {1} takes ({2} …); write more of it.</source>
        <translation>“{0}”可能是 {1} 个版本（{2} …）；请多写一些。</translation>
    </message>
    <message>
        <source>“{0}” cannot be a {1}&apos;s name; use 1 to {2} letters or digits.</source>
        <translation>“{0}”不能作为{1}的名称；请用 1 到 {2} 个字母或数字。</translation>
    </message>
    <message>
        <source>“{0}” cannot be kept as a style: {1}.</source>
        <translation>“{0}”不能存为风格：{1}。</translation>
    </message>
    <message>
        <source>“{0}” cannot be the name of a model; use letters, digits, dots and dashes.</source>
        <translation>“{0}”不能作为模型的名称；请用字母、数字、点和短横线。</translation>
    </message>
    <message>
        <source>“{0}” has no length, and was left out.</source>
        <translation>“{0}”没有长度，已略去。</translation>
    </message>
    <message>
        <source>“{0}” has no word “{1}”; it has {2}.</source>
        <translation>“{0}”没有词“{1}”；它有 {2}。</translation>
    </message>
    <message>
        <source>“{0}” has no {1}, and was left out.</source>
        <translation>“{0}”没有 {1}，已略去。</translation>
    </message>
    <message>
        <source>“{0}” has {1} behind it; its place was left empty.</source>
        <translation>“{0}”后面是 {1}；其位置留空。</translation>
    </message>
    <message>
        <source>“{0}” is a frozen frame there; here it moves.</source>
        <translation>“{0}”在那里是定格；在这里会动。</translation>
    </message>
    <message>
        <source>“{0}” is a {1}, and was left out.</source>
        <translation>“{0}”是 {1}，已略去。</translation>
    </message>
    <message>
        <source>“{0}” is a {1}, which is not known here.</source>
        <translation>“{0}”是 {1}，这里不认识。</translation>
    </message>
    <message>
        <source>“{0}” is no address of a cluster; write HOST:6379 as “ray start” printed it, or auto for the cluster that this machine is part of.</source>
        <translation>“{0}”不是集群地址；请填写“ray start”显示的 HOST:6379，或填 auto 使用本机所在的集群。</translation>
    </message>
    <message>
        <source>“{0}” is no address to get models from; give one that begins with https://.</source>
        <translation>“{0}”不是获取模型的地址；请给出以 https:// 开头的地址。</translation>
    </message>
    <message>
        <source>“{0}” is no format; write it like 9:16, 2.39:1 or 1080x1920.</source>
        <translation>“{0}”不是画幅；请写成 9:16、2.39:1 或 1080x1920。</translation>
    </message>
    <message>
        <source>“{0}” is no hash.</source>
        <translation>“{0}”不是哈希值。</translation>
    </message>
    <message>
        <source>“{0}” is no influence curve; write time:influence, such as 0:0,.5:.2,1:1.</source>
        <translation>“{0}”不是影响曲线；请写“时间:影响”，例如 0:0,.5:.2,1:1。</translation>
    </message>
    <message>
        <source>“{0}” is no move of a picture; there are {1}.</source>
        <translation>“{0}”不是画面的运动方式；可用的有 {1}。</translation>
    </message>
    <message>
        <source>“{0}” is no name for a file of a job.</source>
        <translation>“{0}”不能作为任务文件的名称。</translation>
    </message>
    <message>
        <source>“{0}” is no name for a film; let it end in .tween.</source>
        <translation>“{0}”不能作为影片名称；请以 .tween 结尾。</translation>
    </message>
    <message>
        <source>“{0}” is no name for an OpenTimelineIO file; let it end in .otio.</source>
        <translation>“{0}”不能作为 OpenTimelineIO 文件名；请以 .otio 结尾。</translation>
    </message>
    <message>
        <source>“{0}” is no name for an edit decision list; let it end in .edl.</source>
        <translation>“{0}”不能作为 EDL 文件名；请以 .edl 结尾。</translation>
    </message>
    <message>
        <source>“{0}” is no part of a take.</source>
        <translation>“{0}”不是版本的组成部分。</translation>
    </message>
    <message>
        <source>“{0}” is no place in the film; write 00:00:04:18, 114f, 2.5s, or +20 frames.</source>
        <translation>“{0}”不是影片中的位置；请写 00:00:04:18、114f、2.5s 或 +20 帧。</translation>
    </message>
    <message>
        <source>“{0}” is no speed; write it like 1/4, 0.25 or 25%.</source>
        <translation>“{0}”不是速度；请写成 1/4、0.25 或 25%。</translation>
    </message>
    <message>
        <source>“{0}” is no {1}; write it like {2}.</source>
        <translation>“{0}”不是{1}；请写成 {2}。</translation>
    </message>
    <message>
        <source>“{0}” is not a colour; use a name like red, or #rrggbb.</source>
        <translation>“{0}”不是颜色；请用 red 这样的名称，或 #rrggbb。</translation>
    </message>
    <message>
        <source>“{0}” is not a frame range; write it like 114-324.</source>
        <translation>“{0}”不是帧范围；请写成 114-324。</translation>
    </message>
    <message>
        <source>“{0}” is not a frame rate; write it like 24, 25 or 30000/1001.</source>
        <translation>“{0}”不是帧率；请写成 24、25 或 30000/1001。</translation>
    </message>
    <message>
        <source>“{0}” is shorter than one frame, and was left out.</source>
        <translation>“{0}”短于一帧，已略去。</translation>
    </message>
    <message>
        <source>“{0}” is switched off, and was left out.</source>
        <translation>“{0}”已关闭，已略去。</translation>
    </message>
    <message>
        <source>“{0}” lies on the network ({1}); its place was left empty.</source>
        <translation>“{0}”在网络上（{1}）；其位置留空。</translation>
    </message>
    <message>
        <source>“{0}” plays at {1}× there; here at normal speed.</source>
        <translation>“{0}”在那里以 {1} 倍速播放；在这里为正常速度。</translation>
    </message>
</context>
<context>
    <name>exchange</name>
    <message>
        <source>Import {0}</source>
        <translation>导入 {0}</translation>
    </message>
    <message>
        <source>{0}: what could not be written</source>
        <translation>{0}：未能写出的内容</translation>
    </message>
    <message>
        <source>{0}: what was not understood</source>
        <translation>{0}：未能识别的内容</translation>
    </message>
</context>
<context>
    <name>export</name>
    <message>
        <source>AAC, {0} kbit/s</source>
        <translation>AAC，{0} kbit/s</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>Small file</source>
        <translation>小文件</translation>
    </message>
</context>
<context>
    <name>folders</name>
    <message>
        <source>“{0}” has many files; its first {1} were brought in.</source>
        <translation>“{0}”里文件很多；导入了前 {1} 个。</translation>
    </message>
    <message>
        <source>“{0}” has no video, picture or sound in it.</source>
        <translation>“{0}”里没有视频、图片或声音。</translation>
    </message>
</context>
<context>
    <name>formats</name>
    <message>
        <source>AV1</source>
        <translation>AV1</translation>
    </message>
    <message>
        <source>FFV1, lossless 4:2:0</source>
        <translation>FFV1，无损 4:2:0</translation>
    </message>
    <message>
        <source>FFV1, lossless RGB</source>
        <translation>FFV1，无损 RGB</translation>
    </message>
    <message>
        <source>GIF</source>
        <translation>GIF</translation>
    </message>
    <message>
        <source>H.264</source>
        <translation>H.264</translation>
    </message>
    <message>
        <source>H.265</source>
        <translation>H.265</translation>
    </message>
    <message>
        <source>PNG pictures in a folder</source>
        <translation>PNG 图片文件夹</translation>
    </message>
    <message>
        <source>ProRes 422 HQ</source>
        <translation>ProRes 422 HQ</translation>
    </message>
    <message>
        <source>ProRes 4444</source>
        <translation>ProRes 4444</translation>
    </message>
    <message>
        <source>WAV, sound only</source>
        <translation>WAV，仅声音</translation>
    </message>
    <message>
        <source>WebP</source>
        <translation>WebP</translation>
    </message>
</context>
<context>
    <name>framing</name>
    <message>
        <source>9:16 out of the middle</source>
        <translation>从中间取出 9:16</translation>
    </message>
    <message>
        <source>Fill the frame</source>
        <translation>填满画面</translation>
    </message>
    <message>
        <source>Left half</source>
        <translation>左半边</translation>
    </message>
    <message>
        <source>Lower half</source>
        <translation>下半边</translation>
    </message>
    <message>
        <source>Lower left corner</source>
        <translation>左下角</translation>
    </message>
    <message>
        <source>Lower right corner</source>
        <translation>右下角</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Reset framing</source>
        <translation>重置构图</translation>
    </message>
    <message>
        <source>Right half</source>
        <translation>右半边</translation>
    </message>
    <message>
        <source>Upper half</source>
        <translation>上半边</translation>
    </message>
    <message>
        <source>Upper left corner</source>
        <translation>左上角</translation>
    </message>
    <message>
        <source>Upper right corner</source>
        <translation>右上角</translation>
    </message>
    <message>
        <source>Whole in the frame</source>
        <translation>完整显示在画面中</translation>
    </message>
</context>
<context>
    <name>grades</name>
    <message>
        <source>Copy the colours of a clip first.</source>
        <translation>请先复制一个剪辑的颜色。</translation>
    </message>
    <message>
        <source>Look-up table</source>
        <translation>查找表</translation>
    </message>
    <message>
        <source>Match colours</source>
        <translation>匹配颜色</translation>
    </message>
    <message>
        <source>Paste colours</source>
        <translation>粘贴颜色</translation>
    </message>
    <message>
        <source>Reset colours</source>
        <translation>重置颜色</translation>
    </message>
    <message>
        <source>The colours are copied; choose clips and paste them there.</source>
        <translation>颜色已复制；请选择剪辑并粘贴到那里。</translation>
    </message>
</context>
<context>
    <name>importing</name>
    <message>
        <source>Add reference</source>
        <translation>添加参考</translation>
    </message>
    <message>
        <source>Attach keyframe</source>
        <translation>添加关键帧</translation>
    </message>
    <message>
        <source>Import {0}</source>
        <translation>导入 {0}</translation>
    </message>
    <message>
        <source>{0} files</source>
        <translation>{0} 个文件</translation>
    </message>
    <message>
        <source>“{0}” is one of {1} numbered pictures; drop them all together to bring them in as a clip.</source>
        <translation>“{0}”是 {1} 张编号图片之一；请把它们一起拖入，作为一个剪辑。</translation>
    </message>
</context>
<context>
    <name>jobs</name>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Stopping after this step</source>
        <translation>这一步之后停止</translation>
    </message>
    <message>
        <source>Waiting, number {0}</source>
        <translation>等待中，第 {0} 位</translation>
    </message>
    <message>
        <source>Waiting, {0}</source>
        <translation>等待中，{0}</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>已开始</translation>
    </message>
    <message>
        <source>card changed since</source>
        <translation>卡片有改动</translation>
    </message>
    <message>
        <source>{0} frames/s</source>
        <translation>{0} 帧/秒</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
    <message>
        <source>{0} on {1}</source>
        <translation>{1} 上的 {0}</translation>
    </message>
    <message>
        <source>{0} s/frame</source>
        <translation>{0} 秒/帧</translation>
    </message>
    <message>
        <source>{0} s/step</source>
        <translation>{0} 秒/步</translation>
    </message>
    <message>
        <source>{0} steps/s</source>
        <translation>{0} 步/秒</translation>
    </message>
</context>
<context>
    <name>language</name>
    <message>
        <source>{0} needs a font with Chinese letters, such as the package {1}.</source>
        <translation>{0}需要中文字体，例如软件包 {1}。</translation>
    </message>
</context>
<context>
    <name>moves</name>
    <message>
        <source>Evenly</source>
        <translation>匀速</translation>
    </message>
    <message>
        <source>In a jump</source>
        <translation>跳变</translation>
    </message>
    <message>
        <source>Key frame at the playhead</source>
        <translation>播放头处的关键帧</translation>
    </message>
    <message>
        <source>Next key frame</source>
        <translation>下一个关键帧</translation>
    </message>
    <message>
        <source>On the way to the next key frame</source>
        <translation>到下一个关键帧的途中</translation>
    </message>
    <message>
        <source>Pan down</source>
        <translation>向下平移</translation>
    </message>
    <message>
        <source>Pan left</source>
        <translation>向左平移</translation>
    </message>
    <message>
        <source>Pan right</source>
        <translation>向右平移</translation>
    </message>
    <message>
        <source>Pan up</source>
        <translation>向上平移</translation>
    </message>
    <message>
        <source>Previous key frame</source>
        <translation>上一个关键帧</translation>
    </message>
    <message>
        <source>Put the playhead over the clip to set a key frame.</source>
        <translation>请把播放头移到剪辑上再设置关键帧。</translation>
    </message>
    <message>
        <source>Remove key frame</source>
        <translation>移除关键帧</translation>
    </message>
    <message>
        <source>Set key frame</source>
        <translation>设置关键帧</translation>
    </message>
    <message>
        <source>Slow moves</source>
        <translation>缓慢运动</translation>
    </message>
    <message>
        <source>Slow zoom in</source>
        <translation>缓慢推近</translation>
    </message>
    <message>
        <source>Slow zoom out</source>
        <translation>缓慢拉远</translation>
    </message>
    <message>
        <source>Smoothly</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Stand still</source>
        <translation>静止</translation>
    </message>
    <message>
        <source>Way to the next key frame</source>
        <translation>到下一个关键帧的方式</translation>
    </message>
</context>
<context>
    <name>needs</name>
    <message>
        <source>needs a card that is being drawn</source>
        <translation>需要一张正在绘制的卡片</translation>
    </message>
    <message>
        <source>needs a card with a take</source>
        <translation>需要一张有版本的卡片</translation>
    </message>
    <message>
        <source>needs a chosen card</source>
        <translation>需要选中卡片</translation>
    </message>
    <message>
        <source>needs a chosen clip</source>
        <translation>需要选中剪辑</translation>
    </message>
    <message>
        <source>needs a film with something in it</source>
        <translation>需要有内容的影片</translation>
    </message>
    <message>
        <source>needs an in or an out</source>
        <translation>需要入点或出点</translation>
    </message>
    <message>
        <source>needs an open film</source>
        <translation>需要打开影片</translation>
    </message>
    <message>
        <source>needs something chosen on the timeline</source>
        <translation>需要在时间线上选中内容</translation>
    </message>
    <message>
        <source>needs something chosen, or an in and an out</source>
        <translation>需要选中内容，或设入点和出点</translation>
    </message>
    <message>
        <source>needs something in the viewer</source>
        <translation>查看器中需要有内容</translation>
    </message>
    <message>
        <source>needs something of the library in the viewer</source>
        <translation>查看器中需要显示素材库的一项</translation>
    </message>
    <message>
        <source>there are no jobs</source>
        <translation>没有任务</translation>
    </message>
    <message>
        <source>there is nothing to redo</source>
        <translation>没有可重做的操作</translation>
    </message>
    <message>
        <source>there is nothing to undo</source>
        <translation>没有可撤销的操作</translation>
    </message>
</context>
<context>
    <name>palette</name>
    <message>
        <source>Card</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Go to card {0}</source>
        <translation>转到卡片 {0}</translation>
    </message>
    <message>
        <source>Go to marker {0}</source>
        <translation>转到标记 {0}</translation>
    </message>
    <message>
        <source>Go to {0}</source>
        <translation>转到 {0}</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Show or hide {0}</source>
        <translation>显示或隐藏 {0}</translation>
    </message>
    <message>
        <source>not now</source>
        <translation>现在不可用</translation>
    </message>
</context>
<context>
    <name>presets</name>
    <message>
        <source>Archive, lossless (FFV1)</source>
        <translation>归档，无损（FFV1）</translation>
    </message>
    <message>
        <source>Further editing (ProRes 422 HQ)</source>
        <translation>后续剪辑（ProRes 422 HQ）</translation>
    </message>
    <message>
        <source>Instagram Reel, TikTok, Shorts (9:16)</source>
        <translation>Instagram Reel、TikTok、Shorts（9:16）</translation>
    </message>
    <message>
        <source>Instagram post (1:1)</source>
        <translation>Instagram 帖子（1:1）</translation>
    </message>
    <message>
        <source>Loop for a web page (WebP)</source>
        <translation>网页循环（WebP）</translation>
    </message>
    <message>
        <source>Small, for mail</source>
        <translation>小文件，用于邮件</translation>
    </message>
    <message>
        <source>Small, for new devices (AV1)</source>
        <translation>小文件，用于新设备（AV1）</translation>
    </message>
    <message>
        <source>X</source>
        <translation>X</translation>
    </message>
    <message>
        <source>YouTube</source>
        <translation>YouTube</translation>
    </message>
</context>
<context>
    <name>recipe</name>
    <message>
        <source>Avoid</source>
        <translation>避免</translation>
    </message>
    <message>
        <source>Blend, {0}</source>
        <translation>混合，{0}</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>绘制时间</translation>
    </message>
    <message>
        <source>Drawn part</source>
        <translation>绘制部分</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>引导强度</translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Picture, {0}</source>
        <translation>图片，{0}</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>参考</translation>
    </message>
    <message>
        <source>Region, {0}</source>
        <translation>区域，{0}</translation>
    </message>
    <message>
        <source>Seam</source>
        <translation>接缝</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>采样步数</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Words, {0}</source>
        <translation>提示词，{0}</translation>
    </message>
    <message>
        <source>around the picture</source>
        <translation>画面四周</translation>
    </message>
    <message>
        <source>beside it</source>
        <translation>旁边</translation>
    </message>
    <message>
        <source>box</source>
        <translation>方框</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>not matched to the footage</source>
        <translation>未与素材匹配</translation>
    </message>
    <message>
        <source>outline</source>
        <translation>轮廓</translation>
    </message>
    <message>
        <source>redrawn by {0}</source>
        <translation>由 {0} 重绘</translation>
    </message>
    <message>
        <source>take {0}</source>
        <translation>版本 {0}</translation>
    </message>
    <message>
        <source>{0} from its frame {1}, {2}</source>
        <translation>{0}，从其第 {1} 帧，{2}</translation>
    </message>
    <message>
        <source>{0} of the film, {1} a second</source>
        <translation>影片的 {0}，每秒 {1}</translation>
    </message>
    <message>
        <source>{0}, a draft</source>
        <translation>{0}，草稿</translation>
    </message>
</context>
<context>
    <name>styles</name>
    <message>
        <source>Anime</source>
        <translation>动漫</translation>
    </message>
    <message>
        <source>Archive film</source>
        <translation>老胶片</translation>
    </message>
    <message>
        <source>Balloon</source>
        <translation>气球</translation>
    </message>
    <message>
        <source>Cardboard</source>
        <translation>纸板</translation>
    </message>
    <message>
        <source>Film noir</source>
        <translation>黑色电影</translation>
    </message>
    <message>
        <source>Neon</source>
        <translation>霓虹</translation>
    </message>
    <message>
        <source>Paper cut-out</source>
        <translation>剪纸</translation>
    </message>
    <message>
        <source>Pencil</source>
        <translation>铅笔</translation>
    </message>
    <message>
        <source>Stop motion</source>
        <translation>定格动画</translation>
    </message>
    <message>
        <source>Watercolour</source>
        <translation>水彩</translation>
    </message>
</context>
<context>
    <name>templates</name>
    <message>
        <source>A question, how it works in three steps, and what it is good for, in calm pictures with room for words</source>
        <translation>提出问题，分三步讲清原理，再说用途；画面平静，留有放字的空间</translation>
    </message>
    <message>
        <source>A quiet picture that begins again unseen, for a wall, a stage or a waiting screen</source>
        <translation>安静的画面，首尾无痕相接，适合墙面、舞台或等候屏</translation>
    </message>
    <message>
        <source>A scene in the classic coverage: master, over the shoulder both ways, close-up, insert, way out</source>
        <translation>经典机位的一场戏：全景、双向过肩、特写、插入镜头、离场</translation>
    </message>
    <message>
        <source>A singer in two worlds: verse by verse closer, with a chorus that runs through without a cut</source>
        <translation>两个世界里的歌手：一段比一段近，副歌一镜到底</translation>
    </message>
    <message>
        <source>Ambient loop</source>
        <translation>氛围循环</translation>
    </message>
    <message>
        <source>Explainer</source>
        <translation>讲解</translation>
    </message>
    <message>
        <source>Music video</source>
        <translation>音乐短片</translation>
    </message>
    <message>
        <source>One thing: its outline, its detail, somebody using it, its place, its name</source>
        <translation>一件东西：轮廓、细节、使用的人、所在的地方、名字</translation>
    </message>
    <message>
        <source>Previsualisation</source>
        <translation>预演</translation>
    </message>
    <message>
        <source>Product spot</source>
        <translation>产品短片</translation>
    </message>
    <message>
        <source>day</source>
        <translation>白天</translation>
    </message>
    <message>
        <source>hero</source>
        <translation>主角</translation>
    </message>
    <message>
        <source>light</source>
        <translation>光线</translation>
    </message>
    <message>
        <source>movement</source>
        <translation>动作</translation>
    </message>
    <message>
        <source>night</source>
        <translation>夜晚</translation>
    </message>
    <message>
        <source>object</source>
        <translation>物件</translation>
    </message>
    <message>
        <source>other</source>
        <translation>另一人</translation>
    </message>
    <message>
        <source>person</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>scene</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>singer</source>
        <translation>歌手</translation>
    </message>
    <message>
        <source>step_one</source>
        <translation>第一步</translation>
    </message>
    <message>
        <source>step_three</source>
        <translation>第三步</translation>
    </message>
    <message>
        <source>step_two</source>
        <translation>第二步</translation>
    </message>
    <message>
        <source>topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>turn</source>
        <translation>转折</translation>
    </message>
</context>
<context>
    <name>timeline</name>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
</context>
<context>
    <name>titles</name>
    <message>
        <source>There is no title here; “Add title” lays one over the film.</source>
        <translation>这里没有标题；用“添加标题”在影片上放一个。</translation>
    </message>
    <message>
        <source>bottom</source>
        <translation>下</translation>
    </message>
    <message>
        <source>bottom left</source>
        <translation>左下</translation>
    </message>
    <message>
        <source>bottom right</source>
        <translation>右下</translation>
    </message>
    <message>
        <source>left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>中间</translation>
    </message>
    <message>
        <source>right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>top</source>
        <translation>上</translation>
    </message>
    <message>
        <source>top left</source>
        <translation>左上</translation>
    </message>
    <message>
        <source>top right</source>
        <translation>右上</translation>
    </message>
</context>
<context>
    <name>tools</name>
    <message>
        <source>Redo {0}</source>
        <translation>重画 {0}</translation>
    </message>
</context>
<context>
    <name>trouble</name>
    <message>
        <source>This is a backup: it can be looked at, and restored.</source>
        <translation>这是一份备份：可以查看和恢复。</translation>
    </message>
    <message>
        <source>{0} can only be looked at: the file or its folder may not be written.</source>
        <translation>{0} 只能查看：文件或其文件夹不可写。</translation>
    </message>
    <message>
        <source>{0} failed to open twice and was set aside, untouched.</source>
        <translation>{0} 两次打开失败，已原样搁置。</translation>
    </message>
    <message>
        <source>{0} is damaged and could not be opened; the file is as it was.</source>
        <translation>{0} 已损坏，无法打开；文件保持原样。</translation>
    </message>
    <message>
        <source>{0} is damaged. This is what can be read of it, for looking only: up to “{1}”.</source>
        <translation>{0} 已损坏。这是能读出的部分，仅供查看：到“{1}”为止。</translation>
    </message>
    <message>
        <source>{0} is open in another window or program; here it can only be looked at.</source>
        <translation>{0} 已在其他窗口或程序中打开；这里只能查看。</translation>
    </message>
    <message>
        <source>{0} was made by a newer Tweenboard and can only be looked at; update this one to edit it.</source>
        <translation>{0} 由较新的 Tweenboard 制作，只能查看；要编辑请更新本程序。</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>Card {0}</source>
        <translation>卡片 {0}</translation>
    </message>
    <message>
        <source>Decoding</source>
        <translation>正在解码</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>正在绘制</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Reading the footage</source>
        <translation>正在读取素材</translation>
    </message>
    <message>
        <source>Reading the prompt</source>
        <translation>正在读取提示词</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>正在处理</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>正在写入</translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation>{0} 小时 {1} 分钟</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
</context>
</TS>
