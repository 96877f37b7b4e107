/* This target's EAI_ values, number to name. */
#ifdef EAI_ADDRFAMILY
{ EAI_ADDRFAMILY, "EAI_ADDRFAMILY" },
#endif
#ifdef EAI_AGAIN
	{ EAI_AGAIN, "EAI_AGAIN" },
#endif
#ifdef EAI_ALLDONE
	{ EAI_ALLDONE, "EAI_ALLDONE" },
#endif
#ifdef EAI_BADFLAGS
	{ EAI_BADFLAGS, "EAI_BADFLAGS" },
#endif
#ifdef EAI_CANCELED
	{ EAI_CANCELED, "EAI_CANCELED" },
#endif
#ifdef EAI_FAIL
	{ EAI_FAIL, "EAI_FAIL" },
#endif
#ifdef EAI_FAMILY
	{ EAI_FAMILY, "EAI_FAMILY" },
#endif
#ifdef EAI_IDN_ENCODE
	{ EAI_IDN_ENCODE, "EAI_IDN_ENCODE" },
#endif
#ifdef EAI_INPROGRESS
	{ EAI_INPROGRESS, "EAI_INPROGRESS" },
#endif
#ifdef EAI_INTR
	{ EAI_INTR, "EAI_INTR" },
#endif
#ifdef EAI_MEMORY
	{ EAI_MEMORY, "EAI_MEMORY" },
#endif
#ifdef EAI_NODATA
	{ EAI_NODATA, "EAI_NODATA" },
#endif
#ifdef EAI_NONAME
	{ EAI_NONAME, "EAI_NONAME" },
#endif
#ifdef EAI_NOTCANCELED
	{ EAI_NOTCANCELED, "EAI_NOTCANCELED" },
#endif
#ifdef EAI_OVERFLOW
	{ EAI_OVERFLOW, "EAI_OVERFLOW" },
#endif
#ifdef EAI_SERVICE
	{ EAI_SERVICE, "EAI_SERVICE" },
#endif
#ifdef EAI_SOCKTYPE
	{ EAI_SOCKTYPE, "EAI_SOCKTYPE" },
#endif
#ifdef EAI_SYSTEM
	{ EAI_SYSTEM, "EAI_SYSTEM" },
#endif
