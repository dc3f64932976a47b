/* SPDX-License-Identifier: MIT */
#include "client/screen/excuse.h"

#include "client/model/words.h"

static const char *const texts[ERR_COUNT] = {
	[ERR_SIZE] = N_("That is longer than can be sent."),
	[ERR_VERSION] = N_("noren is too old. Please update it."),
	[ERR_CREDENTIALS] = N_("The address or the password is not right."),
	[ERR_TOKEN] = N_("You were signed out. Please sign in again."),
	[ERR_RETAILER] = N_("The relay does not know this retailer."),
	[ERR_INVITE] = N_("There is no such invite code."),
	[ERR_INVITE_USED] = N_("That invite code has been used up."),
	[ERR_INVITE_EXPIRED] = N_("That invite code has expired."),
	[ERR_INVITE_WITHDRAWN] = N_("That invite code was withdrawn."),
	[ERR_ADDRESS] = N_("That is no e-mail address."),
	[ERR_ADDRESS_TAKEN] = N_("That address has an account already."),
	[ERR_PASSWORD_SHORT] = N_("It needs at least 10 characters."),
	[ERR_PASSWORD_COMMON] = N_("That would be guessed. Take another."),
	[ERR_CODE] = N_("The code is not right."),
	[ERR_CODE_OVER] = N_("That code is over. Ask for another."),
	[ERR_LOCKED] = N_("Locked: ask a manager to unlock it."),
	[ERR_FORBIDDEN] = N_("You may not do that."),
	[ERR_ONESELF] = N_("Another manager must do that for you."),
	[ERR_LAST_MANAGER] = N_("There must be at least one manager."),
	[ERR_CHAT] = N_("That chat is over."),
	[ERR_WRONG_STATE] = N_("That cannot be done now."),
	[ERR_TAKEN] = N_("A colleague was first."),
	[ERR_OVER] = N_("The chat has ended."),
	[ERR_CHAT_FULL] = N_("The chat is full. Please end it."),
	[ERR_BUSY_CHAT] = N_("You are in a chat already."),
	[ERR_CLOSED] = N_("The shop is closed."),
	[ERR_NOBODY] = N_("Nobody is available."),
	[ERR_UNKNOWN] = N_("It is no longer there."),
	[ERR_CREDITED] = N_("That order is somebody's sale already."),
	[ERR_NO_MAIL] = N_("No mails are sent from here."),
	[ERR_RATE] = N_("That was too fast. Please wait."),
	[ERR_FLOOD] = N_("That was too fast. Please wait."),
	[ERR_FULL] = N_("The relay is busy. Please try again."),
	[ERR_SLOW] = N_("The connection is too slow."),
	[ERR_NOT_KEPT] = N_("It was not kept. Please try again."),
	[ERR_RESTART] = N_("The relay is restarting."),
	[ERR_MEDIA] = N_("That file cannot be sent."),
	[ERR_IO] = N_("The relay cannot be reached."),
	[ERR_CLOSE] = N_("There is no connection."),
};

const char *excuse_text(enum err e)
{
	if (e < ERR_COUNT && texts[e])
		return _(texts[e]);
	return _("Something went wrong. Please retry.");
}

const char *excuse_saving(const struct saving *v)
{
	switch (v->why) {
	case SAVING_OK:
		break;
	case SAVING_STOPPED:
		return _("Stopped: nothing was saved.");
	case SAVING_EXISTS:
		return _("There is a file of that name. Replace it?");
	case SAVING_FULL:
		return _("The disk is full: nothing was saved.");
	case SAVING_FORBIDDEN:
		return _("You may not write there.");
	case SAVING_NO_FOLDER:
		return _("There is no such folder.");
	case SAVING_NO_FILE:
		return _("That cannot be the name of a file.");
	case SAVING_DISK:
		return _("It could not be written: nothing was saved.");
	case SAVING_LINK:
		return _("The relay was lost: nothing was saved.");
	case SAVING_REFUSED:
		return excuse_text(v->err);
	}
	return "";
}

const char *excuse_ended(enum wire_reason reason)
{
	switch (reason) {
	case WIRE_REASON_LEFT:
		return _("The shopper has left. The chat has ended.");
	case WIRE_REASON_GONE:
		return _("You were away. The chat went to others.");
	case WIRE_REASON_TAKEN:
		return _("A colleague has the chat now.");
	case WIRE_REASON_BLOCKED:
		return _("The shopper was blocked. The chat has ended.");
	case WIRE_REASON_NONE:
		return _("The chat ended while you were offline.");
	default:
		return _("The chat has ended.");
	}
}
