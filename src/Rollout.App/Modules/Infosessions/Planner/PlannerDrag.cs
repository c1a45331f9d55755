using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>What the keys, the mouse and the buttons of the planner do with the selected infosession, and the message shown about it.</summary>
/// <param name="L">The words.</param>
/// <param name="show">Shows a week as it is now.</param>
/// <param name="changed">Renders the page again.</param>
public sealed class PlannerDrag(MoveSession mover, Localizer L, Func<PlannerWeek, Task> show, Action changed)
{
    private bool _dropping;
    private bool _dropped;

    public MoveSession MoveSession => mover;

    /// <summary>What is read out.</summary>
    public string Says { get; private set; } = "";

    /// <summary>Why it was not moved when it was dropped.</summary>
    public string? Refusal { get; private set; }

    /// <summary>What was moved last, where it is now.</summary>
    public InfosessionFacts? Moved { get; private set; }

    /// <summary>The element that gets the focus once the page is drawn.</summary>
    public string? Focus { get; set; }

    /// <summary>The button that picks an infosession up.</summary>
    public static string ButtonOf(InfosessionFacts session) => $"move-{session.Id.Value:N}";

    public void Forget()
    {
        mover.PutBack();
        (Moved, Refusal) = (null, null);
    }

    public void PickUp(InfosessionFacts session)
    {
        mover.PickUp(session);
        (Moved, Refusal, _dropped) = (null, null, false);
        Say(L["move.picked-up", session.Title, L.Moment(session.Starts)]);
    }

    public void PutBack()
    {
        if (mover.Held is { } held && !_dropping)
        {
            mover.PutBack();
            (Refusal, Focus) = (null, ButtonOf(held));
            Say(L["move.put-back", held.Title, L.Moment(held.Starts)]);
        }
    }

    /// <summary>The mouse let go: where nothing takes what it carried, that goes back.</summary>
    public void LetGo()
    {
        if (!_dropped)
        {
            PutBack();
        }
    }

    /// <summary>Arrows carry it a day or a quarter of an hour, with Shift half an hour; Escape puts it back.</summary>
    public async Task KeyAsync(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
        {
            PutBack();
        }
        else if (StepOf(key) is { } step)
        {
            await CarryAsync(mover.CarryAsync(step.Days, step.Minutes));
        }
    }

    /// <summary>Shows, and says, whether it can be where it is carried.</summary>
    public async Task CarryAsync(Task carrying)
    {
        Refusal = null;
        changed();
        await carrying;
        if (mover.Wanted is { } wanted)
        {
            Say($"{L.Moment(wanted.Starts)}. {Sentences(mover.Check)}");
        }
    }

    public async Task DropAsync()
    {
        if (mover.Held is not { } held || _dropping)
        {
            return;
        }

        (_dropping, _dropped, var wanted) = (true, true, mover.Wanted!);
        try
        {
            var moved = false;
            if (await Refusals.OfAsync(async () => moved = await mover.DropAsync()) is { } broken)
            {
                Refusal = Sentence(broken);
                Say(Refusal);
            }
            else if (moved)
            {
                await show(PlannerWeek.Of(wanted.Starts.Date));
                (Moved, Focus) = (held with { Starts = wanted.Starts }, ButtonOf(held));
                Say(L["move.moved", held.Title, L.Moment(wanted.Starts)]);
            }
            else if (mover.Held is not null)
            {
                Refusal = mover.Check?.Refusal is { } refusal ? Sentence(refusal) : null;
                Focus = mover.Asks ? "move-confirm" : null;
                Say(mover.Asks ? "" : Sentences(mover.Check)); // what is asked gets the focus, and is read out by that
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            mover.PutBack();
            await show(PlannerWeek.Of(held.Starts.Date));
            Say(L["form.changed-meanwhile"]);
        }
        finally
        {
            _dropping = false;
            changed();
        }
    }

    /// <summary>Takes back what was moved last, asking as any move does.</summary>
    public async Task UndoAsync(InfosessionFacts now)
    {
        Moved = null;
        await mover.TakeBackAsync(now);
        await DropAsync();
    }

    private static (int Days, int Minutes)? StepOf(KeyboardEventArgs key) => key.Key switch
    {
        "ArrowLeft" => (-1, 0),
        "ArrowRight" => (1, 0),
        "ArrowUp" => (0, key.ShiftKey ? -30 : -15),
        "ArrowDown" => (0, key.ShiftKey ? 30 : 15),
        _ => null,
    };

    private string Sentences(MoveCheck? check) => check switch
    {
        null => "",
        { Refusal: { } refusal } => Sentence(refusal),
        _ => string.Join(' ', check.ToMean.Select(Sentence).DefaultIfEmpty(L["move.free"])),
    };

    private string Sentence(BrokenRuleException refusal) => L["rule." + refusal.Rule.Code, [.. refusal.Words]];

    private void Say(string words)
    {
        Says = words;
        changed();
    }
}
